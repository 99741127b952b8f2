interface Marked {
  metadata?: Record<string, unknown> | undefined;
}

/** Marks a tool that stands for what models write anyway, such as a fence of Python: one with native tool calls is not offered it. */
export const onlyInText = { python_coder_only_in_text: true };

export function nativeTools<Tool extends object>(tools: readonly Tool[]): Tool[] {
  const [key] = Object.keys(onlyInText) as [string];
  return tools.filter((tool) => (tool as Marked).metadata?.[key] !== true);
}
