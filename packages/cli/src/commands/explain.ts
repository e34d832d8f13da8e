import type { views } from '@qingshan/app';
import type { Command } from 'commander';
import { dataOption, jsonOption, printJson } from '../print.ts';
import { VERDICT_NAMES } from '../verdicts.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

function printAssessment(a: views.AssessmentView): void {
  console.log(
    `${a.title.zh} ${a.scopeText.zh} ${a.period}: ${a.shown} ${a.unitText} (${a.value ?? '—'}) · ${VERDICT_NAMES[a.verdict]}`,
  );
  console.log(`依据 ${a.editions.join('、')} · 方法 ${a.method} ${a.methodVersion} · ${a.id}\n`);
  a.trace.forEach((step, i) => {
    const clauses = step.clauses.map((c) => `${c.document} ${c.clause}${c.certainty === 'read' ? '' : '（待核对）'}`);
    console.log(`${i + 1}. ${step.title.zh}  ${clauses.join(';')}\n   ${step.detail.zh}`);
  });
  for (const w of a.warnings) console.log(`! ${w.text.zh}`);
}

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('解释一个评价结果 / explain an assessment step by step')
    .argument('<assessment>', '编号 / id')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (id: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const a = await application.explain(id);
        if (options.json) printJson(a);
        else printAssessment(a);
      }),
    );
}
