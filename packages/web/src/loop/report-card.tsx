import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { CountedFigure } from '../registers/counted-figure.tsx';
import { Go } from '../shared/go.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { EvidenceList } from './evidence-list.tsx';
import { writeReport, type ReportContent, type ReportDetail } from './loop-queries.ts';
import { ProgressFields } from './progress-fields.tsx';
import { useStep } from './use-step.ts';
import { VerifyForm } from './verify-form.tsx';
import './loop.css';

type May = ReportDetail['may'][number];

/** A report to write, verify or read: whatever the reader may do with it now. */
export function ReportCard({ report }: { readonly report: ReportDetail }) {
  const { t } = useTranslation();
  const text = useText();
  const { assignment, before } = report;
  const may = (what: May): boolean => report.may.includes(what);
  return (
    <article className="report-card" aria-label={`${assignment.measure} ${report.period}`}>
      <header>
        <h3>
          <Go to={`/measures/${assignment.measure}`}>{assignment.measure}</Go> {text(assignment.title)}
        </h3>
        <span>{text(assignment.unitName)}</span>
        <Go to={`/reports/${report.id}`}>{report.period}</Go>
        <span className={`chip loop-${chipOf(report)}`}>{t(`loop.report.${report.state}`)}</span>
        <small className={report.timing === 'missing' || report.timing === 'late' ? 'doubt' : ''}>
          {t(`loop.timing.${report.timing}`, { due: report.due })}
        </small>
      </header>
      {report.criteria === '' ? null : <p className="note">{t('loop.criteria', { text: report.criteria })}</p>}
      {report.state === 'returned' ? (
        <p className="remark">{t('loop.returnedFor', { reason: report.remark })}</p>
      ) : null}
      {report.doubts.map((doubt) => (
        <small key={doubt.code} className="doubt">
          {t('loop.doubt', { text: text(doubt.text) })}
        </small>
      ))}
      {/* A form begins anew when the report has changed elsewhere. */}
      <ReportForm key={report.seq} report={report} writes={may('submit')} withdraws={may('withdraw')} />
      {before && before.content.text !== '' ? (
        <p className="before">{t('loop.before', { period: before.period, text: before.content.text })}</p>
      ) : null}
      <VerifyForm report={report} />
    </article>
  );
}

function chipOf({ state }: ReportDetail): Schemas['AssignmentStatus'] {
  if (state === 'accepted') return 'done';
  if (state === 'submitted') return 'to-verify';
  return state === 'returned' ? 'returned' : 'unsigned';
}

interface ReportFormProps {
  readonly report: ReportDetail;
  readonly writes: boolean;
  readonly withdraws: boolean;
}

const TEXTS = ['text', 'problems', 'next'] as const;

function ReportForm({ report, writes, withdraws }: ReportFormProps) {
  const { t } = useTranslation();
  const [content, setContent] = useState<ReportContent>(report.content);
  const write = useStep((body: Schemas['ReportInput']) => writeReport(report.id, body));
  const seen = report.seq;
  const { counted } = report.assignment;
  const button = (what: 'save' | 'submit', className = ''): ReactNode => (
    <button
      type="button"
      className={className}
      disabled={write.isPending}
      onClick={() => write.mutate({ do: what, content, seen })}
    >
      {t(`loop.form.${what}`)}
    </button>
  );
  return (
    <form className="form" onSubmit={(e) => e.preventDefault()}>
      <div className="figures">
        {counted && report.spec.kind === 'register' ? (
          <CountedFigure figure={counted} value={report.content.progress.quantity} target={report.spec.target} />
        ) : (
          <ProgressFields
            spec={report.spec}
            value={content.progress}
            set={(progress) => setContent({ ...content, progress })}
            day={report.assignment.due.date ?? report.due}
            disabled={!writes}
          />
        )}
        {report.carriedOver && writes ? <small>{t('loop.form.carried')}</small> : null}
      </div>
      {writes ? <Text key="text" of="text" content={content} set={setContent} rows={3} /> : null}
      {writes ? (
        <details
          className="more"
          open={content.problems !== '' || content.next !== '' || content.progress.kept === false}
        >
          <summary>{t('loop.form.more')}</summary>
          <Text of="problems" content={content} set={setContent} rows={2} />
          <Text of="next" content={content} set={setContent} rows={2} />
        </details>
      ) : (
        TEXTS.filter((key) => content[key] !== '').map((key) => (
          <p key={key}>
            <small>{t(`loop.form.${key}`)}</small> {content[key]}
          </p>
        ))
      )}
      <EvidenceList
        ids={content.evidence}
        set={writes ? (evidence) => setContent({ ...content, evidence }) : undefined}
      />
      {write.isError ? <Failed error={write.error} /> : null}
      {writes ? (
        <span className="actions">
          {button('submit', 'primary')}
          {button('save')}
        </span>
      ) : null}
      {withdraws ? (
        <span className="actions">
          <button type="button" disabled={write.isPending} onClick={() => write.mutate({ do: 'withdraw', seen })}>
            {t('loop.form.withdraw')}
          </button>
        </span>
      ) : null}
    </form>
  );
}

interface TextProps {
  readonly of: (typeof TEXTS)[number];
  readonly content: ReportContent;
  readonly set: (content: ReportContent) => void;
  readonly rows: number;
}

function Text({ of, content, set, rows }: TextProps) {
  const { t } = useTranslation();
  return (
    <label className="field">
      {t(`loop.form.${of}`)}
      <textarea
        rows={rows}
        maxLength={4000}
        value={content[of]}
        onChange={(e) => set({ ...content, [of]: e.target.value })}
      />
    </label>
  );
}
