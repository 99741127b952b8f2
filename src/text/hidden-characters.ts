/*
 * Two sets for two uses. Others differ on purpose and stay where their reason is: what code may not hold (`normalise-code.ts`), what
 * a terminal acts on (`escape-terminal.ts`) or gives no width (`display-width.ts`), what a file that a program wrote may not be
 * called (`collect-files.ts`), and what Python leaves out of the names it describes (`read-columns.ts`).
 */

/** In a line of ours: control, format, private and unassigned characters, halves of pairs, and the separators of lines. */
export const hiddenInLine = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** In text of others: the same without what is unassigned, which may be a letter of a newer Unicode, and with variation selectors, which can carry whole sentences. */
export const hiddenInText = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{VS}]/gu;
