import { isToBeChecked } from '@qingshan/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { confirmFigure, standardQuery } from '../api/queries.ts';
import { Failed } from '../shared/loaded.tsx';
import { NotAllowed } from '../shared/not-allowed.tsx';
import { useMay } from '../shared/use-may.ts';
import { useWords } from '../shared/use-words.ts';

type Figure = Schemas['Figure'];

interface Props {
  readonly edition: string;
  readonly table: Schemas['StandardTable'];
}

/** Lets a person say that they have found figures in the document as they stand here, and in which copy. */
export function ConfirmFigures({ edition, table }: Props) {
  const { t } = useTranslation();
  const unread = table.figures.filter((f) => isToBeChecked(f.clause.certainty));
  const open = unread.filter((f) => f.clause.confirmed !== true);
  const [document, setDocument] = useState('');
  const mayConfirm = useMay('confirmFigure');
  if (unread.length === 0) return null;
  const ready = document.trim() !== '';
  return (
    <details className="confirm screen-only">
      <summary>{t('confirm.title', { count: open.length })}</summary>
      <p className="note">{t('confirm.note')}</p>
      <NotAllowed useCase="confirmFigure" />
      {mayConfirm ? (
        <div className="fields">
          <label className="field">
            {t('confirm.document')}
            <input value={document} onChange={(e) => setDocument(e.target.value)} placeholder={t('confirm.example')} />
          </label>
        </div>
      ) : null}
      <ul className="entries-plain">
        {unread.map((figure) => (
          <FigureLine
            key={figure.clause.figures.join(' ')}
            edition={edition}
            figure={figure}
            copy={ready ? document : null}
            mayConfirm={mayConfirm}
          />
        ))}
      </ul>
    </details>
  );
}

interface LineProps {
  readonly edition: string;
  readonly figure: Figure;
  /** By which copy it is confirmed; null until it is given */
  readonly copy: string | null;
  readonly mayConfirm: boolean;
}

function FigureLine({ edition, figure, copy, mayConfirm }: LineProps) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const [id = ''] = figure.clause.figures;
  const confirm = useMutation({
    mutationFn: (document: string) => confirmFigure({ edition, figure: id, document }),
    onSuccess: async (detail) => {
      queries.setQueryData(standardQuery(edition).queryKey, detail);
      // The marks stand on every page that shows the figure's results.
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'standard' });
    },
  });
  const where = Object.values(figure.keys).map((key) => words(key));
  const what = figure.value === null ? (figure.values?.map((v) => v ?? '—').join(' ') ?? '') : words(figure.value);
  return (
    <li>
      {where.join(' · ')} <b>{what}</b>{' '}
      {figure.confirmations.map((c) => (
        <span key={`${c.by} ${c.at}`} className="note">
          {t('confirm.done', { by: c.by, at: c.at.slice(0, 10), document: c.document })}{' '}
        </span>
      ))}
      {figure.clause.confirmed === true || !mayConfirm ? null : (
        <button
          type="button"
          disabled={copy === null || confirm.isPending}
          onClick={() => {
            if (copy !== null) confirm.mutate(copy);
          }}
        >
          {t('confirm.action')}
        </button>
      )}
      {confirm.error ? <Failed error={confirm.error} /> : null}
    </li>
  );
}
