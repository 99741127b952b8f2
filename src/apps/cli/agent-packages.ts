/** What the verbs with agents need beside this package. */
export const agentPackages = 'langchain @langchain/core @langchain/langgraph @langchain/openai';
