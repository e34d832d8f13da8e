export * from './application.ts';
export * from './create-application.ts';
export { Evaluator } from './assess/evaluator.ts';
export { commitImport, previewImport, undoBatch, type ImportPreview } from './imports/import-files.ts';
export { importSimulated } from './imports/import-simulated.ts';
export * from './ports.ts';
export * from './recover.ts';
export * as views from './views/index.ts';
export * from './workspace.ts';
