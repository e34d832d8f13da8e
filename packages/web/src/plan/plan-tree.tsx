import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useText } from '../shared/use-text.ts';
import { countsOf, type Plan } from './filter-plan.ts';
import { MeasureItem } from './measure-item.tsx';
import { useUnitName } from './use-units.ts';

type Boards = Plan['boards'];
type Task = Boards[number]['tasks'][number];

interface PlanTreeProps {
  readonly plan: Plan;
  readonly boards: Boards;
  /** Whether tasks begin opened: what a filter has found is shown */
  readonly open: boolean;
  readonly targetName: (id: string) => string;
}

const isNamed = (task: Task, measure: string): boolean => task.measures.some((m) => m.id === measure);

export function PlanTree({ plan, boards, open, targetName }: PlanTreeProps) {
  const { t } = useTranslation();
  const text = useText();
  const named = decodeURIComponent(useLocation().hash.slice(1));

  // A link to a measure opens its task and shows it.
  useEffect(() => {
    if (named !== '') document.querySelector(`#${CSS.escape(named)}`)?.scrollIntoView({ block: 'center' });
  }, [named]);

  return (
    <div className="plan-tree screen-only">
      {boards.map((board) => {
        const counts = countsOf([board]);
        return (
          <section key={board.id} aria-labelledby={`board-${board.id}`}>
            <h2 id={`board-${board.id}`}>
              {text(board.title)}{' '}
              <small className="note">
                {t('plan.taskCount', { count: counts.tasks })} · {t('plan.measureCount', { count: counts.measures })}
              </small>
            </h2>
            <p className="sub">{text(board.goal)}</p>
            {board.tasks.map((task) => (
              <TaskItem
                key={task.id}
                plan={plan}
                task={task}
                open={open || isNamed(task, named)}
                named={named}
                targetName={targetName}
              />
            ))}
          </section>
        );
      })}
    </div>
  );
}

interface TaskItemProps {
  readonly plan: Plan;
  readonly task: Task;
  readonly open: boolean;
  readonly named: string;
  readonly targetName: (id: string) => string;
}

function TaskItem({ plan, task, open, named, targetName }: TaskItemProps) {
  const { t } = useTranslation();
  const text = useText();
  const unitName = useUnitName(plan);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (details.current !== null) details.current.open = open;
  }, [open]);
  return (
    <details ref={details} className="task" open={open}>
      <summary>
        <span className="number">{task.number}</span>
        <span className="title">{text(task.title)}</span>
        <span className="note">{t('plan.measureCount', { count: task.measures.length })}</span>
      </summary>
      <ol>
        {task.measures.map((measure) => (
          <MeasureItem
            key={measure.id}
            measure={measure}
            unitName={unitName}
            named={measure.id === named}
            targetName={targetName}
          />
        ))}
      </ol>
    </details>
  );
}
