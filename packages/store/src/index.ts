export { openObservations } from './duckdb/observations.ts';
export { lockFolder } from './lock-folder.ts';
export { openRegistry } from './registry/open-registry.ts';
export { folderFiles } from './files/folder-files.ts';
