import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { commitImport, importsQuery, previewImport, undoImport, useCaseStep, when } from './cases-queries.ts';
import './cases.css';

type Preview = Schemas['CaseImportPreview'];

/** An export of 12345: chosen, previewed row by row, taken over; and the imports so far. */
export function ImportPage() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [merge, setMerge] = useState<ReadonlySet<string>>(new Set());
  const preview = useMutation({ mutationFn: previewImport });
  const commit = useCaseStep(({ from, chosen }: { from: File; chosen: readonly string[] }) =>
    commitImport(from, chosen),
  );
  const choose = (chosen: File | null) => {
    setFile(chosen);
    commit.reset();
    preview.reset();
    if (!chosen) return;
    preview.mutate(chosen, {
      onSuccess: ({ proposals }) => setMerge(new Set(proposals.map((proposal) => proposal.case))),
    });
  };
  const done = commit.data;
  return (
    <Page title={t('cases.importPage.title')} sub={t('cases.importPage.sub')}>
      <label className="field">
        {t('cases.importPage.file')}
        {/* A fresh field after each import: choosing the same file again must be noticed. */}
        <input
          key={commit.submittedAt}
          type="file"
          accept=".xlsx"
          onChange={(e) => choose(e.target.files?.[0] ?? null)}
        />
      </label>
      {preview.isError ? <Failed error={preview.error} /> : null}
      {done ? (
        <p role="status" className="note">
          {done.import
            ? t('cases.importPage.done', {
                opened: done.import.opened,
                updated: done.import.updated,
                merged: done.merged,
              })
            : t('cases.importPage.nothing')}{' '}
          <Go to="/cases">{t('cases.importPage.toList')}</Go>
        </p>
      ) : null}
      {preview.data && file && !done ? (
        <>
          <Counts preview={preview.data} />
          <Proposals preview={preview.data} chosen={merge} choose={setMerge} />
          {commit.isError ? <Failed error={commit.error} /> : null}
          <span className="actions">
            <button
              type="button"
              className="primary"
              disabled={commit.isPending}
              onClick={() => commit.mutate({ from: file, chosen: [...merge] })}
            >
              {t('cases.importPage.go')}
            </button>
          </span>
          <Findings preview={preview.data} />
        </>
      ) : null}
      <History />
    </Page>
  );
}

const COUNTS = ['rows', 'opened', 'updated', 'unchanged', 'refused'] as const;

function Counts({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  return (
    <dl className="case-facts">
      {COUNTS.map((name) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{t(`cases.importPage.${name}`)}</dt>
          <dd>{preview[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ProposalsProps {
  readonly preview: Preview;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: ReadonlySet<string>) => void;
}

function Proposals({ preview, chosen, choose }: ProposalsProps) {
  const { t } = useTranslation();
  if (preview.proposals.length === 0) return null;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <fieldset className="case-step">
      <legend>{t('cases.importPage.proposals')}</legend>
      <p className="note">{t('cases.importPage.proposalsNote')}</p>
      {preview.proposals.map(({ case: id, title, main, by }) => (
        <label key={id} className="check-field">
          <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
          {id} {title} → {main} ({t(`cases.proposedBy.${by}`)})
        </label>
      ))}
    </fieldset>
  );
}

function Findings({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  const text = useText();
  if (preview.findings.length === 0) return null;
  return (
    <section>
      <h2>{t('cases.importPage.findings')}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th className="n">{t('cases.importPage.row')}</th>
              <th>{t('cases.importPage.column')}</th>
              <th />
              <th>{t('cases.importPage.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.findings.map((finding) => (
              <tr key={JSON.stringify(finding)}>
                <td className="n">{finding.row ?? '–'}</td>
                <td>{finding.column ?? '–'}</td>
                <td>{t(`cases.importPage.severity.${finding.severity}`)}</td>
                <td>{text(finding.text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.moreFindings > 0 ? <p>{t('cases.importPage.more', { count: preview.moreFindings })}</p> : null}
    </section>
  );
}

function History() {
  const { t } = useTranslation();
  const query = useQuery(importsQuery);
  const undo = useCaseStep(undoImport);
  return (
    <section>
      <h2>{t('cases.importPage.history')}</h2>
      {undo.isError ? <Failed error={undo.error} /> : null}
      {undo.data ? (
        <p role="status" className="note">
          {t('cases.importPage.undoneNow', { withdrawn: undo.data.withdrawn, restored: undo.data.restored })}{' '}
          {undo.data.kept.length > 0 ? t('cases.importPage.kept', { list: undo.data.kept.join(t('app.listSep')) }) : ''}
        </p>
      ) : null}
      <Loaded query={query} lines={3}>
        {(imports) =>
          imports.length === 0 ? (
            <p className="empty">{t('cases.importPage.historyNone')}</p>
          ) : (
            <ul>
              {imports.map((one) => (
                <li key={one.id}>
                  {when(one.at)} {one.by} {one.file} · {t('cases.importPage.opened')} {one.opened} ·{' '}
                  {t('cases.importPage.updated')} {one.updated}{' '}
                  {one.undoneAt ? (
                    <small>{t('cases.importPage.undone', { at: when(one.undoneAt), by: one.undoneBy ?? '' })}</small>
                  ) : (
                    <button type="button" disabled={undo.isPending} onClick={() => undo.mutate(one.id)}>
                      {t('cases.importPage.undo')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
