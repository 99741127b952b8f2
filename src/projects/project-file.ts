/** A file of a project. */
export interface ProjectFile {
  /** With the folders of the project, "/" between them. */
  name: string;
  bytes: number;
  modifiedAt: string;
}

/** What one project may hold. */
export interface ProjectQuota {
  maxBytes: number;
  maxFiles: number;
  /** Of one file. */
  maxFileBytes: number;
}
