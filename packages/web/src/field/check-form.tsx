import { useTranslation } from 'react-i18next';
import { ProgressFields } from '../loop/progress-fields.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { isUntouched, missingIn, newCheck, type FieldItem, type LocalCheck } from './check.ts';
import { keepCheck, removeDraft } from './device-store.ts';
import { deviceTime } from './field-queries.ts';
import { DraftEnd } from './draft-end.tsx';
import { PhotoField } from './photo-field.tsx';
import { PlaceField } from './place-field.tsx';
import { useDeviceDraft } from './use-device-draft.ts';

interface CheckFormProps {
  readonly item: FieldItem;
  readonly person: string;
  /** The check of this report that is on the device already */
  readonly stored: LocalCheck | null;
  /** Being sent: not to be changed at the same time */
  readonly busy: boolean;
  readonly leave: () => Promise<void>;
}

/** A check on the spot. */
export function CheckForm({ item, person, stored, busy, leave }: CheckFormProps) {
  const { t } = useTranslation();
  const text = useText();
  const handling = { missing: missingIn, isEmpty: isUntouched, keep: keepCheck, remove: removeDraft, leave };
  const begin = (): LocalCheck => stored ?? newCheck(item, person, crypto.randomUUID(), deviceTime());
  const form = useDeviceDraft(begin, handling);
  const { draft: check, complaint, change } = form;
  return (
    <article className="report-card field-form">
      <p>
        <button type="button" className="link" onClick={() => void leave()}>
          {t('field.back')}
        </button>
      </p>
      <header>
        <h3>
          {item.measure} {text(item.title)}
        </h3>
        <span>{text(item.unitName)}</span>
        <span>{item.period}</span>
        <span className="chip">{t(`field.kind.${item.kind}`)}</span>
      </header>
      {item.criteria === '' ? null : <p className="note">{t('loop.criteria', { text: item.criteria })}</p>}
      <Claimed item={item} />
      <form className="form" onSubmit={(e) => e.preventDefault()}>
        <fieldset className="field" disabled={busy}>
          <legend>{t('field.form.holds')}</legend>
          {([true, false] as const).map((holds) => (
            <label key={String(holds)} className="check-field">
              <input type="radio" name="holds" checked={check.holds === holds} onChange={() => change({ holds })} />
              {t(holds ? 'field.form.yes' : 'field.form.no')}
            </label>
          ))}
          <small>{t(`field.form.means.${item.kind}`)}</small>
        </fieldset>
        {item.spec.kind === 'quantity' ? (
          <label className="field">
            {t('field.form.reading', { unit: item.spec.unit })}
            <input
              inputMode="decimal"
              value={check.reading}
              disabled={busy}
              onChange={(e) => change({ reading: e.target.value.trim() })}
            />
          </label>
        ) : null}
        <label className="field">
          {t(check.holds === false ? 'field.form.remarkNeeded' : 'field.form.remark')}
          <textarea
            rows={3}
            maxLength={2000}
            value={check.remark}
            disabled={busy}
            onChange={(e) => change({ remark: e.target.value })}
          />
        </label>
        <PhotoField check={check} busy={busy} set={(photos) => change({ photos })} />
        <PlaceField place={check.place} busy={busy} set={(place) => change({ place })} />
        <DraftEnd
          form={form}
          busy={busy}
          complaint={complaint === null ? null : t(`field.form.missing.${complaint}`)}
          drop={t('field.form.drop')}
        />
      </form>
    </article>
  );
}

function Claimed({ item }: { readonly item: FieldItem }) {
  const { t } = useTranslation();
  const text = useText();
  const { claimed, spec } = item;
  return (
    <section>
      <h4>{t('field.claimed')}</h4>
      <div className="figures">
        <ProgressFields spec={spec} value={claimed.progress} set={() => undefined} day={item.since} disabled />
      </div>
      <p>{claimed.text === '' ? t('field.nothingClaimed') : claimed.text}</p>
      {claimed.problems === '' ? null : <p>{claimed.problems}</p>}
      {item.doubts.map((doubt) => (
        <small key={doubt.code} className="doubt">
          {t('loop.doubt', { text: text(doubt.text) })}
        </small>
      ))}
      <p className="note">
        {claimed.evidence.length === 0 ? null : t('field.evidence', { count: claimed.evidence.length })}{' '}
        <Go to={`/reports/${item.report}`}>{t('field.toReport')}</Go>
      </p>
    </section>
  );
}
