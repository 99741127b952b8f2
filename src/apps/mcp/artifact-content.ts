import type { ContentBlock } from '@modelcontextprotocol/server';
import type { Artifact } from '../../contracts/code-task.ts';
import { cleanText } from '../../text/clean-text.ts';
import { readArtifact } from '../../tools/read-artifact.ts';
import { artifactUri } from './resource-uri.ts';

const imageTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const maxImageBytes = 1024 * 1024;
const maxImages = 4;
const maxLinks = 30;

/** Files that were written under one audit id. */
export interface KeptFiles {
  auditId: string;
  artifacts: Artifact[];
}

/** The files of a task for the client's model: links to all of them, and the plots as pictures it can look at. */
export async function artifactContent({ auditId, artifacts }: KeptFiles): Promise<ContentBlock[]> {
  const links = artifacts.slice(0, maxLinks).map(({ name, mediaType, bytes }): ContentBlock => {
    const uri = artifactUri(auditId, name);
    return { type: 'resource_link', uri, name: cleanText(name, 200), mimeType: mediaType, size: bytes };
  });
  const pictures = artifacts
    .filter(({ mediaType, bytes }) => imageTypes.has(mediaType) && bytes <= maxImageBytes)
    .slice(0, maxImages);
  const images = await Promise.all(
    pictures.map(async (artifact): Promise<ContentBlock[]> => {
      const bytes = await readArtifact(artifact, { maxBytes: maxImageBytes }).catch(() => null);
      if (bytes === null) return [];
      return [{ type: 'image', data: bytes.toString('base64'), mimeType: artifact.mediaType }];
    }),
  );
  return [...links, ...images.flat()];
}
