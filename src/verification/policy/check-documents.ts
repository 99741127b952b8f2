import { isText } from '../program/value.ts';
import { denials } from './denial.ts';
import { denied, type PolicyRule } from './rule.ts';

/** XML that has its reader open other files: external entities, inclusions, and stylesheets that read or write. */
const reaching =
  /<!ENTITY\s+(?:%\s*)?[\w.-]+\s+(?:SYSTEM|PUBLIC)\b|<!DOCTYPE\s+[\w.-]+\s+(?:SYSTEM|PUBLIC\s+["'][^"']*["'])\s+["'](?:file:|\/)|<xi:include\b|<xsl:[^>]*\bdocument\(|<(?:exsl|exslt|redirect|saxon):(?:document|write|output)\b/i;

const texts = ['string', 'concatenated_string', 'binary_operator'];

export const checkDocuments: PolicyRule = (program) =>
  texts
    .flatMap((type) => program.nodesOf(type))
    .filter((node) => node.parent === null || !texts.includes(node.parent.type))
    .flatMap((node) => {
      const isReaching = program.evaluate(node).some((value) => isText(value) && reaching.test(value.prefix));
      return isReaching
        ? [denied(program, node, { name: 'XML that opens files', denial: denials.entities })]
        : [];
    });
