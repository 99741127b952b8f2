export { createPythonCoder, type PythonCoderOptions } from './coder/create-python-coder.ts';
export { pythonCoderTool } from './coder/shared-python-coder.ts';
export type { ConfigOverrides } from './config/schema.ts';
export type {
  ApprovalDecision,
  ApprovalGrant,
  ApprovalPolicy,
  ApprovalRecord,
  ApprovalRequest,
  Approver,
  ResumeDecision,
  Risk,
} from './contracts/approval.ts';
export type {
  Audit,
  AuditEntry,
  AuditListing,
  AuditReplay,
  AuditReport,
  ComparedText,
  ReplayOptions,
} from './contracts/audit.ts';
export type { AuditRecord } from './contracts/audit-record.ts';
export type { CallUsage, ChatModel, ChatRequest } from './contracts/chat-model.ts';
export type { Artifact, CodeTaskResult, TaskStatus, VerificationRound } from './contracts/code-task.ts';
export type { CodeTaskOptions } from './contracts/code-task-options.ts';
export type { DescriptionOf, FileDescription } from './contracts/file-description.ts';
export type { FileInput } from './contracts/file-input.ts';
export type {
  ExampleResult,
  ExamplesReport,
  FunctionProfile,
  FunctionWatch,
  WatchOptions,
} from './contracts/function-core.ts';
export type { FunctionLibrary } from './contracts/function-library.ts';
export type { Isolation } from './contracts/isolation.ts';
export type { Issue } from './contracts/issue.ts';
export { callCodes, errorFaceCodes, statusCodes } from './contracts/outcome-codes.ts';
export type {
  Approvals,
  Diagnosis,
  ExecuteCodeOptions,
  PythonCoder,
  ResumeOptions,
} from './contracts/python-coder.ts';
export type {
  CallOptions,
  CallResult,
  CallStatus,
  DeclaredFunction,
  FunctionFinding,
  FunctionRegistry,
  FunctionsReport,
  PythonFunction,
  ReloadEvent,
  StateCall,
  StateCallOptions,
} from './contracts/python-functions.ts';
export type { RunLimits } from './contracts/run-limits.ts';
export type { TaskEvent } from './contracts/task-event.ts';
export type {
  RenderFailure,
  Rendering,
  RenderOptions,
  TemplateFault,
  TemplateOptions,
  TemplateReport,
  Templates,
} from './contracts/template-rendering.ts';
export { CoderError, type ErrorCode } from './errors/coder-error.ts';
export { openAiModel } from './llm/open-ai-model.ts';
export { type ScriptedReply, scriptedModel } from './llm/scripted-model.ts';
export { BuiltinTools, type NamedCall } from './tools/builtin/builtin-tools.ts';
export { createExecutePythonCodeTool } from './tools/builtin/execute-python-code-tool.ts';
export {
  createPythonFunctions,
  type PythonFunctions,
  type PythonFunctionsOptions,
} from './tools/create-python-functions.ts';
export { createDescribeFilesTool } from './tools/describe-files-tool.ts';
export { createExecutePythonTool } from './tools/execute-python-tool.ts';
export { FileShelf, type FileShelfOptions } from './tools/file-shelf.ts';
export type { CallForm, FenceForm, FormParser } from './tools/parsing/call-form.ts';
export type { Dialect } from './tools/parsing/dialect.ts';
export { type DialectName, dialectNames, dialects } from './tools/parsing/dialects.ts';
export { createFormParser } from './tools/parsing/form-parser.ts';
export { createJsonToolParser } from './tools/parsing/json-tool-parser.ts';
export { pickDialect } from './tools/parsing/pick-dialect.ts';
export { createPythonToolParser } from './tools/parsing/python-tool-parser.ts';
export type {
  OfferedTool,
  ParsedText,
  ParseOptions,
  ToolCallDialect,
  ToolCallParser,
  ToolCallStream,
  WrittenCall,
  WrittenFault,
} from './tools/parsing/tool-call-parser.ts';
export { createToolParser, type ToolParserOptions } from './tools/parsing/tool-parser.ts';
export { createPythonCoderTool } from './tools/python-coder-tool.ts';
export type { Tool, ToolCall, ToolReply } from './tools/tool.ts';
export type { ToolboxOptions } from './tools/toolbox.ts';
export { createVerifyPythonTool } from './tools/verify-python-tool.ts';
