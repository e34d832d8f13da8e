import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, client } from '../api/client.ts';
import { useAddress } from '../shared/address.ts';
import { csvOf } from '../shared/csv.ts';
import { download } from '../shared/download.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import {
  commitImport,
  findingsQuery,
  isWorking,
  jobQuery,
  MOST_FINDINGS,
  refreshRegisters,
  startImport,
  templateAddress,
  type ImportFinding,
  type ImportJob,
  type RegisterDetail,
} from './register-queries.ts';

/** Choose a workbook, see what it would change row by row, store it. */
export function ImportPanel({ register }: { readonly register: RegisterDetail }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const job = address.get('job');
  const start = useMutation({
    mutationFn: (file: File) => startImport(register.id, file),
    onSuccess: ({ id }) => change({ job: id }),
  });
  return (
    <section className="import-panel screen-only" aria-label={t('registers.import.title')}>
      <h2>{t('registers.import.title')}</h2>
      <p className="note">
        {t('registers.import.how')}{' '}
        <a href={templateAddress(register.id)} download>
          {t('registers.template')}
        </a>
      </p>
      <label className="field">
        {t('registers.import.file')}
        <input
          type="file"
          accept=".xlsx"
          disabled={start.isPending}
          onChange={(e) => {
            const [file] = e.target.files ?? [];
            if (file) start.mutate(file);
            e.target.value = '';
          }}
        />
      </label>
      {start.isError ? <Failed error={start.error} title={t('registers.import.failed')} /> : null}
      {job === null ? null : <Job key={job} id={job} register={register} />}
    </section>
  );
}

function Job({ id, register }: { readonly id: string; readonly register: RegisterDetail }) {
  const queries = useQueryClient();
  const query = useQuery(jobQuery(id));
  const stored = query.data?.state === 'stored';
  useEffect(() => {
    if (stored) void refreshRegisters(queries);
  }, [stored, queries]);
  return (
    <Loaded query={query} lines={3}>
      {(job) => (job.register === register.id ? <JobBody job={job} register={register} /> : null)}
    </Loaded>
  );
}

function JobBody({ job, register }: { readonly job: ImportJob; readonly register: RegisterDetail }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="job" aria-live="polite">
      <p>
        <b>{job.file}</b> <span className={`chip job-${job.state}`}>{t(`registers.import.state.${job.state}`)}</span>
      </p>
      {isWorking(job) ? (
        <p>
          <progress max={Math.max(1, job.rows)} value={job.checked} aria-label={t('registers.import.progress')} />{' '}
          {t('registers.import.checked', { checked: job.checked, rows: job.rows })}
        </p>
      ) : null}
      {job.problem ? (
        <p className="failed" role="alert">
          {text(job.problem)}
        </p>
      ) : null}
      {job.state === 'checking' || job.rows === 0 ? null : (
        <dl className="facts">
          {(['rows', 'added', 'changed', 'unchanged', 'refused', 'doubtful'] as const).map((figure) => (
            <div key={figure}>
              <dt>{t(`registers.import.${figure}`)}</dt>
              <dd>{job[figure]}</dd>
            </div>
          ))}
        </dl>
      )}
      {job.state === 'checked' ? <Commit job={job} /> : null}
      {isWorking(job) ? null : (
        <>
          {job.refused > 0 || job.state === 'failed' ? (
            <Findings job={job} severity="refused" register={register} />
          ) : null}
          {job.doubtful > 0 ? <Findings job={job} severity="doubtful" register={register} /> : null}
        </>
      )}
    </div>
  );
}

function Commit({ job }: { readonly job: ImportJob }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, change] = useAddress();
  const commit = useMutation({
    mutationFn: (skip: boolean) => commitImport(job.id, skip),
    onSuccess: (next) => queries.setQueryData(jobQuery(job.id).queryKey, next),
  });
  const good = job.added + job.changed;
  return (
    <>
      <p className="register-tools">
        {good > 0 ? (
          <button
            type="button"
            className="primary"
            disabled={commit.isPending}
            onClick={() => commit.mutate(job.refused > 0)}
          >
            {job.refused > 0
              ? t('registers.import.commitSome', { count: good, refused: job.refused })
              : t('registers.import.commit', { count: good })}
          </button>
        ) : (
          <span>{t('registers.import.nothing')}</span>
        )}
        <button type="button" onClick={() => change({ job: null })}>
          {t('registers.import.drop')}
        </button>
      </p>
      {job.refused > 0 ? <p className="note">{t('registers.import.mend')}</p> : null}
      {commit.isError ? <Failed error={commit.error} title={t('registers.import.failed')} /> : null}
    </>
  );
}

const SHOWN = 100;

interface FindingsProps {
  readonly job: ImportJob;
  readonly register: RegisterDetail;
  readonly severity: ImportFinding['severity'];
}

function Findings({ job, severity }: FindingsProps) {
  const { t } = useTranslation();
  const query = useQuery(findingsQuery(job.id, severity, SHOWN));
  const save = useMutation({ mutationFn: () => allFindings(job.id) });
  const text = useText();
  const saveCsv = async () => {
    const findings = await save.mutateAsync();
    const head = (['row', 'key', 'column', 'value', 'severity', 'what'] as const).map((c) =>
      t(`registers.report.${c}`),
    );
    const rows = findings.map((f) => [
      f.row ?? '',
      f.key,
      f.columnName ? text(f.columnName) : '',
      f.value ?? '',
      t(`registers.severity.${f.severity}`),
      text(f.text),
    ]);
    download(`${job.file}-${t('registers.report.file')}.csv`, 'text/csv', csvOf(head, rows));
  };
  return (
    <Loaded query={query} lines={4}>
      {({ total, findings }) =>
        total === 0 ? null : (
          <section>
            <div className="section-head">
              <h3>{t(`registers.report.${severity}`, { count: total })}</h3>
              <button type="button" disabled={save.isPending} onClick={() => void saveCsv()}>
                {t('app.downloadCsv')}
              </button>
            </div>
            <FindingTable findings={findings} />
            {total > SHOWN ? <p className="note">{t('registers.report.first', { shown: SHOWN, total })}</p> : null}
          </section>
        )
      }
    </Loaded>
  );
}

async function allFindings(job: string): Promise<readonly ImportFinding[]> {
  const query = { offset: 0, limit: MOST_FINDINGS };
  const all = await answer(client.GET('/register-jobs/{id}/findings', { params: { path: { id: job }, query } }));
  return all.findings;
}

function FindingTable({ findings }: { readonly findings: readonly ImportFinding[] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <div className="scroll">
      <table className="findings">
        <thead>
          <tr>
            {(['row', 'key', 'column', 'value', 'what'] as const).map((column) => (
              <th key={column} className={column === 'row' ? 'n' : ''}>
                {t(`registers.report.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((f) => (
            <tr key={`${f.row} ${f.column} ${f.code} ${f.text.zh}`}>
              <td className="n">{f.row ?? '–'}</td>
              <td className="nowrap">{f.key}</td>
              <td>{f.columnName ? text(f.columnName) : ''}</td>
              <td>{f.value ?? ''}</td>
              <td>{text(f.text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
