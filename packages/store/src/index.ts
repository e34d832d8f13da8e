export { openObservations, type CopyableObservations } from './duckdb/observations.ts';
export { lockFolder } from './lock-folder.ts';
export { openRegistry } from './registry/open-registry.ts';
export type { RegistryCopy } from './registry/copy-registry.ts';
export type { StoredRegistry } from './registry/registry.ts';
export { openServerRegistry, type ServerRegistryOptions } from './registry/open-server-registry.ts';
export { openFiles } from './files/open-files.ts';
export { openFrames, type FramesOptions } from './frames/open-frames.ts';
