import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import { ROLES, type Measure, type Plan } from './filter-plan.ts';
import { useUnitName } from './use-units.ts';

type Boards = Plan['boards'];
type Task = Boards[number]['tasks'][number];

const COLUMNS = ['number', 'task', 'measure', 'due', ...ROLES] as const;

interface PlanTableProps {
  readonly plan: Plan;
  readonly boards: Boards;
  readonly printOnly: boolean;
}

/** The plan as the issued annex prints it: band rows between numbered rows, three unit columns. */
export function PlanTable({ plan, boards, printOnly }: PlanTableProps) {
  const { t } = useTranslation();
  const text = useText();
  const unitName = useUnitName(plan);
  const ordinals = t('plan.ordinals').split(',');
  const band = (board: Boards[number]): string => {
    const at = plan.boards.findIndex((b) => b.id === board.id);
    return t('plan.band', { ordinal: ordinals[at] ?? at + 1, title: text(board.title) });
  };
  return (
    <table className={printOnly ? 'plan-table print-only' : 'plan-table'}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} className={`c-${column}`}>
              {t(`plan.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {boards.map((board) => (
        <tbody key={board.id}>
          <tr className="band">
            <th colSpan={COLUMNS.length}>{band(board)}</th>
          </tr>
          {board.tasks.map((task) => (
            <Fragment key={task.id}>
              {task.measures.map((measure, i) => (
                <MeasureRow key={measure.id} task={task} measure={measure} first={i === 0} unitName={unitName} />
              ))}
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface MeasureRowProps {
  readonly task: Task;
  readonly measure: Measure;
  readonly first: boolean;
  readonly unitName: (id: string) => string;
}

function MeasureRow({ task, measure, first, unitName }: MeasureRowProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <tr>
      <td>{measure.number}</td>
      {first ? <td rowSpan={task.measures.length}>{text(task.title)}</td> : null}
      <td>
        {text(measure.title)} {measure.initiative ? <span className="tag">{t('plan.initiativeMark')}</span> : null}
      </td>
      <td>{text(measure.due.text)}</td>
      {ROLES.map((role) => (
        <td key={role}>{measure[role].map((id) => unitName(id)).join(t('app.listSep'))}</td>
      ))}
    </tr>
  );
}
