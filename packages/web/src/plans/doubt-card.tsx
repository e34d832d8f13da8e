import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { Decision, Doubt, Draft } from './plan-queries.ts';

interface DoubtCardProps {
  readonly draft: Draft;
  readonly doubt: Doubt;
  /** Absent: only to be read */
  readonly decide: ((decision: Decision) => void) | null;
}

/** One doubt with what is suggested and what can be done; nothing is done before somebody says so. */
export function DoubtCard({ draft, doubt, decide }: DoubtCardProps) {
  const { t } = useTranslation();
  const text = useText();
  const may = (act: Decision['act']) => decide !== null && doubt.acts.includes(act);
  const measure = draft.measures.find((m) => m.id === doubt.item);
  return (
    <article className="doubt-card" aria-live="polite">
      <h3>
        {text(doubt.where)} {doubt.item === null ? '' : <small>{doubt.item}</small>}
      </h3>
      <p>{text(doubt.text)}</p>
      {doubt.words === '' ? null : (
        <p>
          <small>{t('plans.draft.words')}</small> <q>{doubt.words}</q>
        </p>
      )}
      {measure ? <p className="note">{measure.wording}</p> : null}
      {doubt.alsoIn.length === 0 ? null : (
        <p className="note">{t('plans.draft.also', { items: doubt.alsoIn.join(t('app.listSep')) })}</p>
      )}
      {doubt.suggestion ? <p>{t('plans.draft.suggestion', { text: text(doubt.suggestion) })}</p> : null}
      <p>
        {doubt.decided ? (
          <span className="chip met">{t('plans.draft.decided', { text: text(doubt.decided) })}</span>
        ) : (
          <span className="chip at-risk">{t('plans.draft.open')}</span>
        )}
      </p>
      {decide === null ? null : (
        <div className="doubt-acts">
          <span className="actions">
            {(['accept', 'keep', 'drop'] as const)
              .filter((act) => may(act))
              .map((act) => (
                <button
                  key={act}
                  type="button"
                  className={act === 'accept' ? 'primary' : undefined}
                  onClick={() => decide({ doubt: doubt.id, act })}
                >
                  {t(`plans.draft.${act}`)}
                </button>
              ))}
          </span>
          {may('units') ? <UnitsAct draft={draft} doubt={doubt} decide={decide} /> : null}
          {may('due') ? <DueAct draft={draft} doubt={doubt} decide={decide} /> : null}
          {may('board') ? <BoardAct draft={draft} doubt={doubt} decide={decide} /> : null}
          {may('wording') ? <WordingAct draft={draft} doubt={doubt} decide={decide} /> : null}
        </div>
      )}
    </article>
  );
}

interface ActProps {
  readonly draft: Draft;
  readonly doubt: Doubt;
  readonly decide: (decision: Decision) => void;
}

function UnitsAct({ draft, doubt, decide }: ActProps) {
  const { t } = useTranslation();
  const text = useText();
  const [units, setUnits] = useState<readonly string[]>(doubt.decision?.act === 'units' ? doubt.decision.units : []);
  const nameOf = (id: string) => {
    const unit = draft.units.find((u) => u.id === id);
    return unit ? text(unit.name) : id;
  };
  const likely = new Set(doubt.candidates);
  const options = [
    ...draft.units.filter((u) => likely.has(u.id)),
    ...draft.units.filter((u) => !likely.has(u.id)),
  ].filter((u) => !units.includes(u.id));
  return (
    <fieldset>
      <legend>{t('plans.draft.units')}</legend>
      {units.map((id) => (
        <button
          key={id}
          type="button"
          className="pill"
          aria-label={t('plans.draft.remove', { name: nameOf(id) })}
          onClick={() => setUnits(units.filter((other) => other !== id))}
        >
          {nameOf(id)} ×
        </button>
      ))}
      <label className="field">
        {t('plans.draft.addUnit')}
        <select value="" onChange={(e) => setUnits([...units, e.target.value])}>
          <option value="">–</option>
          {options.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {text(unit.name)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => decide({ doubt: doubt.id, act: 'units', units: [...units] })}>
        {units.length === 0 ? t('plans.draft.noUnits') : t('plans.draft.save')}
      </button>
    </fieldset>
  );
}

function DueAct({ draft, doubt, decide }: ActProps) {
  const { t, i18n } = useTranslation();
  const text = useText();
  const [day, setDay] = useState('');
  const [term, setTerm] = useState('');
  const chosen = draft.terms.find((due) => due.text.zh === term);
  // The plan has its texts in both languages, whichever the reader uses.
  const inBoth = {
    zh: i18n.getFixedT('zh')('plans.draft.byDay', { day }),
    en: i18n.getFixedT('en')('plans.draft.byDay', { day }),
  };
  const due = chosen ?? { kind: 'date' as const, date: day, text: inBoth };
  const save = () => decide({ doubt: doubt.id, act: 'due', due });
  return (
    <fieldset>
      <legend>{t('plans.draft.due')}</legend>
      <label className="field">
        {t('plans.draft.dueDay')}
        <input type="date" value={day} onChange={(e) => setDay(e.target.value)} />
      </label>
      <label className="field">
        {t('plans.draft.dueTerm')}
        <select value={term} onChange={(e) => setTerm(e.target.value)}>
          <option value="">–</option>
          {draft.terms.map((due) => (
            <option key={due.text.zh} value={due.text.zh}>
              {text(due.text)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" disabled={day === '' && !chosen} onClick={save}>
        {t('plans.draft.save')}
      </button>
    </fieldset>
  );
}

function BoardAct({ draft, doubt, decide }: ActProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <fieldset>
      <legend>{t('plans.draft.board')}</legend>
      {draft.boards.map((board) => (
        <button key={board.id} type="button" onClick={() => decide({ doubt: doubt.id, act: 'board', board: board.id })}>
          {text(board.title)}
        </button>
      ))}
      <button type="button" onClick={() => decide({ doubt: doubt.id, act: 'board', board: 'new' })}>
        {t('plans.draft.newBoard')}
      </button>
    </fieldset>
  );
}

function WordingAct({ doubt, decide }: ActProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState(doubt.decision?.act === 'wording' ? doubt.decision.words : doubt.words);
  return (
    <fieldset>
      <legend>{t('plans.draft.wording')}</legend>
      <textarea
        rows={3}
        maxLength={5000}
        aria-label={t('plans.draft.wording')}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <button
        type="button"
        disabled={words.trim() === ''}
        onClick={() => decide({ doubt: doubt.id, act: 'wording', words })}
      >
        {t('plans.draft.save')}
      </button>
    </fieldset>
  );
}
