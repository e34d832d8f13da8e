import { useTranslation } from 'react-i18next';
import { csvOf } from '../shared/csv.ts';
import { download } from '../shared/download.ts';
import { useText } from '../shared/use-text.ts';
import { ROLES, type Plan } from './filter-plan.ts';
import { useUnitName } from './use-units.ts';

const COLUMNS = ['number', 'task', 'measure', 'due', ...ROLES] as const;

/** The measures that the filters leave, as the printed table has them. */
export function PlanCsv({ plan, boards }: { readonly plan: Plan; readonly boards: Plan['boards'] }) {
  const { t } = useTranslation();
  const text = useText();
  const unitName = useUnitName(plan);
  const save = (): void => {
    const head = [
      t('plan.board'),
      ...COLUMNS.map((column) => t(`plan.column.${column}`)),
      t('plan.kind'),
      t('plan.origin'),
    ];
    const rows = boards.flatMap((board) =>
      board.tasks.flatMap((task) =>
        task.measures.map((m) => [
          text(board.title),
          m.number,
          text(task.title),
          text(m.title),
          text(m.due.text),
          ...ROLES.map((role) => m[role].map((id) => unitName(id)).join(t('app.listSep'))),
          t(`plan.kinds.${m.kind}`),
          t(`plan.origins.${m.origin}`),
        ]),
      ),
    );
    download(`${t('plan.csvName')}-${plan.year}.csv`, 'text/csv', csvOf(head, rows));
  };
  return (
    <button type="button" onClick={save}>
      {t('app.downloadCsv')}
    </button>
  );
}
