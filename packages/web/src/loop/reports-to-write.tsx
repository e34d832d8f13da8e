import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSelection, type Selection } from '../shared/use-selection.ts';
import { useText } from '../shared/use-text.ts';
import { BulkOutcome } from './bulk-outcome.tsx';
import { dueGroups } from './due-groups.ts';
import { writeReport, type ReportDetail } from './loop-queries.ts';
import { ReportCard } from './report-card.tsx';
import { useBulk } from './use-bulk.ts';
import './loop.css';

/** A duty of the period that can be handed in as kept without more words; what was returned needs reading. */
function isPlainDuty({ spec, state, may }: ReportDetail): boolean {
  return spec.kind === 'routine' && (state === 'none' || state === 'draft') && may.includes('submit');
}

interface ReportsProps {
  readonly reports: readonly ReportDetail[];
  readonly today: string;
}

/** What a unit has to report, by due day: a line each, opened one by one; duties that were kept many at a time. */
export function ReportsToWrite({ reports, today }: ReportsProps) {
  const { t } = useTranslation();
  const text = useText();
  const selection = useSelection(reports.filter(isPlainDuty).map((report) => report.id));
  const keep = useBulk(({ id, seq, content }: ReportDetail) => {
    const kept = { ...content, progress: { ...content.progress, kept: true } };
    return writeReport(id, { do: 'submit', content: kept, seen: seq });
  });
  const undo = useBulk(({ id, seq }: ReportDetail) => writeReport(id, { do: 'withdraw', seen: seq }));
  const start = () => {
    undo.clear();
    keep.start(reports.filter((report) => selection.chosen.has(report.id)));
  };
  const duties = reports.some(isPlainDuty);
  return (
    <div {...selection.keys}>
      <BulkOutcome
        of={keep}
        undo={undo}
        nameOf={(r) => `${r.assignment.measure} ${text(r.assignment.title)} ${r.period}`}
      />
      {duties ? (
        <div className="bulk-bar">
          <label className="check-field">
            <input type="checkbox" checked={selection.allChosen} onChange={selection.toggleAll} />
            {t('loop.work.allDuties')}
          </label>
          <button
            type="button"
            className="primary"
            disabled={selection.chosen.size === 0 || keep.isPending || undo.isPending}
            onClick={start}
          >
            {keep.isPending
              ? t('loop.bulk.keeping', { tried: keep.tried })
              : t('loop.bulk.keep', { count: selection.chosen.size })}
          </button>
          <small>
            {t('loop.bulk.keptHint')} {t('loop.bulk.keys')}
          </small>
        </div>
      ) : null}
      {dueGroups(reports, today).map((group) => (
        <section key={group.key}>
          <h3>
            {group.key === 'overdue'
              ? t('loop.work.overdue', { count: group.reports.length })
              : t('loop.work.dueOn', { day: group.key, count: group.reports.length })}
          </h3>
          <ul className="work-rows">
            {group.reports.map((report) => (
              <Row key={report.id} report={report} selection={selection} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ report, selection }: { readonly report: ReportDetail; readonly selection: Selection }) {
  const { t } = useTranslation();
  const text = useText();
  const [open, setOpen] = useState(false);
  const { assignment, state, period, due } = report;
  return (
    <li data-row={report.id}>
      <div className="work-row">
        {isPlainDuty(report) ? (
          <input
            type="checkbox"
            aria-label={`${t('loop.bulk.kept')}: ${assignment.measure} ${period}`}
            {...selection.box(report.id)}
          />
        ) : (
          <span />
        )}
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {assignment.measure} {text(assignment.title)}
        </button>
        <span className="note">
          {period}
          {report.timing === 'missing' || report.timing === 'late' ? ` · ${t('loop.work.due', { due })}` : ''}
        </span>
        {state === 'none' ? null : (
          <span className={`chip ${state === 'returned' ? 'loop-returned' : ''}`}>{t(`loop.report.${state}`)}</span>
        )}
      </div>
      {open ? <ReportCard report={report} /> : null}
    </li>
  );
}
