import { VERSION } from '@qingshan/server';
import { Command } from 'commander';
import { addAssess } from './commands/assess.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addMethods } from './commands/methods.ts';
import { addPlan } from './commands/plan.ts';
import { addServe } from './commands/serve.ts';
import { addStandards } from './commands/standards.ts';

/** The command line: the same use cases as the web pages. */
export function createProgram(): Command {
  const program = new Command('qingshan')
    .description('青山:污染防治攻坚战行动计划,从印发到核实 / from the issued plan to the verified result')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError();
  for (const add of [addInit, addServe, addImport, addAssess, addMethods, addPlan, addStandards]) add(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}
