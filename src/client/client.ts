export type { FileDescription } from '../contracts/file-description.ts';
export type { ExecuteRequest, Execution, Project } from '../contracts/service/execute.ts';
export type { Readiness } from '../contracts/service/health.ts';
export type { Problem } from '../contracts/service/problem.ts';
export type { FileReference, StoredFile } from '../contracts/service/stored-file.ts';
export type { DecisionRequest, TaskRequest } from '../contracts/service/task-request.ts';
export type {
  ServedArtifact,
  ServedEvent,
  ServedResult,
  TaskSummary,
  TaskView,
} from '../contracts/service/task-view.ts';
export type { TemplateReport } from '../contracts/service/template-requests.ts';
export { CoderError, type ErrorCode } from '../errors/coder-error.ts';
export {
  createPythonToolsClient,
  type PythonToolsClient,
  type PythonToolsClientOptions,
} from './create-python-tools-client.ts';
export type { FileCalls } from './file-calls.ts';
export type { Content, Upload } from './multipart.ts';
export type { ProjectCalls } from './project-calls.ts';
export type { RunOptions } from './run-task.ts';
export { ServiceError } from './service-error.ts';
export type { TaskCalls } from './task-calls.ts';
