import { useTranslation } from 'react-i18next';
import { SelectField } from '../shared/fields.tsx';
import { useText } from '../shared/use-text.ts';
import type { FieldWork } from './check.ts';
import { keepFinding, removeFinding } from './device-store.ts';
import { deviceTime } from './field-queries.ts';
import { isEmpty, missingInFinding, newFinding, type LocalFinding } from './finding.ts';
import { DraftEnd } from './draft-end.tsx';
import { PhotoField } from './photo-field.tsx';
import { PlaceField } from './place-field.tsx';
import { useDeviceDraft } from './use-device-draft.ts';

interface FindingFormProps {
  readonly words: Pick<FieldWork, 'topics' | 'towns' | 'units'>;
  readonly person: string;
  /** The finding that is on the device already */
  readonly stored: LocalFinding | null;
  readonly busy: boolean;
  readonly leave: () => Promise<void>;
}

/** A problem that is found on the spot. */
export function FindingForm({ words, person, stored, busy, leave }: FindingFormProps) {
  const { t } = useTranslation();
  const handling = { missing: missingInFinding, isEmpty, keep: keepFinding, remove: removeFinding, leave };
  const begin = (): LocalFinding => stored ?? newFinding(person, crypto.randomUUID(), deviceTime());
  const form = useDeviceDraft(begin, handling);
  const { draft: finding, complaint, change } = form;
  return (
    <article className="report-card field-form">
      <p>
        <button type="button" className="link" onClick={() => void leave()}>
          {t('field.back')}
        </button>
      </p>
      <h3>{t('field.finding.title')}</h3>
      <p className="note">{t('field.finding.hint')}</p>
      <form className="form" onSubmit={(e) => e.preventDefault()}>
        <fieldset className="finding-fields" disabled={busy}>
          <label className="field">
            {t('field.finding.name')}
            <input value={finding.title} maxLength={200} onChange={(e) => change({ title: e.target.value })} />
          </label>
          <Choice
            name={t('field.finding.topic')}
            value={finding.topic}
            set={(topic) => change({ topic })}
            all={words.topics}
          />
          <label className="field">
            {t('field.finding.place')}
            <input value={finding.place} maxLength={200} onChange={(e) => change({ place: e.target.value })} />
          </label>
          <Choice
            name={t('field.finding.town')}
            value={finding.town}
            set={(town) => change({ town })}
            all={words.towns}
          />
          <Choice
            name={t('field.finding.unit')}
            value={finding.unit}
            set={(unit) => change({ unit })}
            all={words.units}
          />
          <label className="field">
            {t('field.finding.remark')}
            <textarea
              rows={3}
              maxLength={2000}
              value={finding.remark}
              onChange={(e) => change({ remark: e.target.value })}
            />
          </label>
        </fieldset>
        <PhotoField check={finding} busy={busy} set={(photos) => change({ photos })} />
        <PlaceField place={finding.position} busy={busy} set={(position) => change({ position })} />
        <DraftEnd
          form={form}
          busy={busy}
          complaint={complaint === null ? null : t(`field.finding.missing.${complaint}`)}
          drop={t('field.finding.drop')}
        />
      </form>
    </article>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly all: FieldWork['topics'];
}

function Choice({ name, value, set, all }: ChoiceProps) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <SelectField name={name} value={value} set={set}>
      <option value="">{t('field.finding.choose')}</option>
      {all.map((one) => (
        <option key={one.id} value={one.id}>
          {text(one.name)}
        </option>
      ))}
    </SelectField>
  );
}
