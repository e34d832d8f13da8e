import { Command } from 'commander';
import root from '../../../package.json' with { type: 'json' };

type Add = (program: Command) => void;

/** Where each command is; only the one that is asked for is loaded, so that a calculation starts at once. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  init: async () => (await import('./commands/init.ts')).addInit,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  import: async () => (await import('./commands/import.ts')).addImport,
  samples: async () => (await import('./commands/samples.ts')).addSamples,
  register: async () => (await import('./commands/register.ts')).addRegister,
  batches: async () => (await import('./commands/batches.ts')).addBatches,
  assess: async () => (await import('./commands/assess.ts')).addAssess,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  account: async () => (await import('./commands/account.ts')).addAccount,
  methods: async () => (await import('./commands/methods.ts')).addMethods,
  calc: async () => (await import('./commands/calc.ts')).addCalc,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  standards: async () => (await import('./commands/standards.ts')).addStandards,
  person: async () => (await import('./commands/person.ts')).addPersonCommands,
  response: async () => (await import('./commands/response.ts')).addResponse,
  documents: async () => (await import('./commands/documents.ts')).addDocuments,
  scores: async () => (await import('./commands/scores.ts')).addScores,
  simulate: async () => (await import('./commands/hj212.ts')).addHj212,
  device: async () => (await import('./commands/device.ts')).addDevice,
  maintenance: async () => (await import('./commands/maintenance.ts')).addMaintenance,
  export: async () => (await import('./commands/export.ts')).addExport,
  key: async () => (await import('./commands/key.ts')).addKeyCommands,
  digest: async () => (await import('./commands/digest.ts')).addDigest,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  migrate: async () => (await import('./commands/migrate.ts')).addMigrate,
  retention: async () => (await import('./commands/retention.ts')).addRetention,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  policy: async () => (await import('./commands/policy.ts')).addPolicy,
};
const ALIASES: Readonly<Record<string, string>> = {
  restore: 'backup',
  undo: 'batches',
  template: 'samples',
  telegrams: 'simulate',
};

/** The command line: the same use cases as the web pages. */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('qingshan')
    .description('青山：污染防治攻坚战行动计划，从印发到核实 / from the issued plan to the verified result')
    .version(root.version)
    .exitOverride()
    .showHelpAfterError();
  const asked = args.find((a) => !a.startsWith('-')) ?? '';
  const one = COMMANDS[ALIASES[asked] ?? asked];
  for (const load of one ? [one] : Object.values(COMMANDS)) (await load())(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}
