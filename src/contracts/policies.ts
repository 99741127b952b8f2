/** When somebody is asked before a program runs. */
export const approvalModes = ['never', 'when-risky', 'always'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

/** How agents have their model call tools: as text, or through the server's own form. */
export const toolCallModes = ['auto', 'native', 'text'] as const;
export type ToolCallMode = (typeof toolCallModes)[number];

/** When the model is asked to review a program: `when-uncertain` leaves out the programs that a table of rules calls simple. */
export const reviewPolicies = ['always', 'when-uncertain', 'never'] as const;
export type ReviewPolicy = (typeof reviewPolicies)[number];
