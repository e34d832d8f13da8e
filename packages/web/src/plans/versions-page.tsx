import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { DiffList } from './diff-list.tsx';
import { copyPlan, differenceQuery, usePlanStep, versionFile, versionsQuery, type Version } from './plan-queries.ts';
import { PlanTabs } from './plan-tabs.tsx';
import './plans.css';

/** Every issued version: which is in force, what changed, and the document of it. */
export function VersionsPage() {
  const { t } = useTranslation();
  const may = useMay('copyPlan');
  const query = useQuery(versionsQuery);
  return (
    <Page title={t('plans.versions.title')} sub={t('plans.versions.sub')} actions={<PrintButton />}>
      <PlanTabs />
      <Loaded query={query} lines={6}>
        {(versions) => (
          <>
            <VersionTable versions={versions} />
            {versions.length > 1 ? <Compare versions={versions} /> : null}
            {may ? <CopyForward versions={versions} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function useVersionName(): (version: Version) => string {
  const { t } = useTranslation();
  return ({ year, version, name }) => `${year} ${t('plans.versions.version', { version })} ${name}`;
}

const FILES = [
  ['annexes', 'docx'],
  ['fields', 'docx'],
  ['narrative', 'docx'],
  ['annexes', 'xlsx'],
  ['fields', 'xlsx'],
] as const;

function VersionTable({ versions }: { readonly versions: readonly Version[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="versions">
        <thead>
          <tr>
            <th>{t('plans.tabs.versions')}</th>
            <th>{t('plans.versions.document')}</th>
            <th>{t('plans.versions.issued')}</th>
            <th>{t('plans.versions.changes')}</th>
            <th>{t('plans.versions.export')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((v) => (
            <tr key={v.id}>
              <td className="nowrap">
                {v.year} {t('plans.versions.version', { version: v.version })}{' '}
                {v.inForce ? <span className="chip met">{t('plans.versions.inForce')}</span> : null}
              </td>
              <td>
                {v.name}
                <small>
                  {' '}
                  {[v.number, v.date].filter((part) => part !== null).join(' · ')}
                  {v.note === '' ? '' : ` · ${v.note}`}
                </small>
                <small> {t('plans.drafts.readValue', { tasks: v.counts.tasks, measures: v.counts.measures })}</small>
              </td>
              <td className="nowrap">
                {v.at === null ? t('plans.versions.shipped') : `${v.by} ${v.at.replace('T', ' ')}`}
              </td>
              <td className="nowrap">
                {v.changes ? t('plans.versions.changesValue', v.changes) : t('plans.versions.first')}
              </td>
              <td>
                {FILES.map(([layout, format]) => (
                  <a key={`${layout}.${format}`} className="export" href={versionFile(v.id, layout, format)}>
                    {t(`plans.versions.layout.${layout}`)} {format}
                  </a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** By default the version in the address, or the newest, against the one before it. */
function Compare({ versions }: { readonly versions: readonly Version[] }) {
  const { t } = useTranslation();
  const nameOf = useVersionName();
  const [params, setParams] = useSearchParams();
  const asked = params.get('to');
  const to = versions.find((v) => String(v.id) === asked) ?? versions[0];
  const from =
    versions.find((v) => String(v.id) === params.get('from')) ??
    versions[versions.findIndex((v) => v === to) + 1] ??
    to;
  const query = useQuery(differenceQuery(from?.id ?? 0, to?.id ?? 0));
  const choose = (key: 'from' | 'to', id: string) => {
    const next = new URLSearchParams(params);
    next.set(key, id);
    setParams(next, { replace: true });
  };
  return (
    <section aria-label={t('plans.versions.compare')}>
      <h2>{t('plans.versions.compare')}</h2>
      <div className="filters">
        {(['from', 'to'] as const).map((key) => (
          <label key={key} className="field">
            {t(`plans.versions.${key}`)}
            <select value={(key === 'from' ? from : to)?.id} onChange={(e) => choose(key, e.target.value)}>
              {versions.map((v) => (
                <option key={v.id} value={v.id}>
                  {nameOf(v)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <Loaded query={query} lines={4}>
        {({ diff }) => <DiffList diff={diff} />}
      </Loaded>
    </section>
  );
}

function CopyForward({ versions }: { readonly versions: readonly Version[] }) {
  const { t } = useTranslation();
  const nameOf = useVersionName();
  const go = useNavigate();
  const newest = versions.find((v) => v.inForce) ?? versions[0];
  const [from, setFrom] = useState(newest?.id ?? 0);
  const [year, setYear] = useState((newest?.year ?? 2024) + 1);
  const copy = usePlanStep(() => copyPlan({ from, year }));
  return (
    <section aria-label={t('plans.versions.copy')}>
      <h2>{t('plans.versions.copy')}</h2>
      <p className="note">{t('plans.versions.copyHint')}</p>
      <form
        className="filters"
        onSubmit={(e) => {
          e.preventDefault();
          copy.mutate(undefined, { onSuccess: ({ id }) => go(`/plan/drafts/${id}`) });
        }}
      >
        <label className="field">
          {t('plans.versions.copyFrom')}
          <select value={from} onChange={(e) => setFrom(Number(e.target.value))}>
            {versions.map((v) => (
              <option key={v.id} value={v.id}>
                {nameOf(v)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('plans.versions.copyYear')}
          <input
            type="number"
            min={2000}
            max={2100}
            required
            value={year}
            onChange={(e) => setYear(e.target.valueAsNumber)}
          />
        </label>
        <button type="submit" disabled={copy.isPending}>
          {t('plans.versions.copyGo')}
        </button>
      </form>
      {copy.isError ? <Failed error={copy.error} /> : null}
    </section>
  );
}
