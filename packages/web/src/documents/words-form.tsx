import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kind, Words } from './documents-queries.ts';

type Lines = 'addressees' | 'copies' | 'overview' | 'problems' | 'nextSteps';

/** What the office itself writes in a document of a kind. */
const LINES: Readonly<Record<Kind, readonly Lines[]>> = {
  'monthly-bulletin': ['problems', 'nextSteps', 'addressees', 'copies'],
  'supervision-letter': ['nextSteps', 'copies'],
  summary: ['overview', 'problems', 'nextSteps', 'copies'],
  'town-ranking': ['addressees', 'copies'],
  'register-ledger': [],
  'evidence-pack': [],
  'score-sheet': [],
  'response-review': ['problems', 'nextSteps', 'addressees', 'copies'],
};

const BREAK = '\n';

interface WordsFormProps {
  readonly kind: Kind;
  readonly words: Words;
  readonly set: (words: Words) => void;
}

/** The texts of the office; the draft follows when they are sent. */
export function WordsForm({ kind, words, set }: WordsFormProps) {
  const { t } = useTranslation();
  const [written, write] = useState<Partial<Record<Lines, string>>>({});
  const [about, setAbout] = useState(words.about ?? '');
  const [replyBy, setReplyBy] = useState(words.replyBy ?? '');
  const letter = kind === 'supervision-letter';
  if (LINES[kind].length === 0) return null;
  const send = () => {
    const lines = LINES[kind].flatMap((key) => {
      const items = (written[key] ?? '').split(BREAK).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
      return items.length === 0 ? [] : [[key, items] as const];
    });
    set({
      ...Object.fromEntries(lines),
      ...(about.trim() === '' ? {} : { about: about.trim() }),
      ...(replyBy === '' ? {} : { replyBy }),
    });
  };
  return (
    <form
      className="words-form"
      onSubmit={(e) => {
        e.preventDefault();
        send();
      }}
    >
      <h2>{t('documents.draft.words')}</h2>
      <p className="note">{t('documents.draft.wordsNote')}</p>
      {letter ? (
        <>
          <label className="field">
            {t('documents.draft.about')}
            <input value={about} maxLength={60} onChange={(e) => setAbout(e.target.value)} />
          </label>
          <label className="field">
            {t('documents.draft.replyBy')}
            <input type="date" value={replyBy} onChange={(e) => setReplyBy(e.target.value)} />
          </label>
        </>
      ) : null}
      {LINES[kind].map((key) => (
        <label key={key} className="field">
          {t(`documents.draft.${letter && key === 'nextSteps' ? 'requirements' : key}`)}
          <textarea
            rows={2}
            value={written[key] ?? ''}
            onChange={(e) => write({ ...written, [key]: e.target.value })}
          />
        </label>
      ))}
      <button type="submit">{t('documents.draft.update')}</button>
    </form>
  );
}
