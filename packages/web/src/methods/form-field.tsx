import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../shared/use-text.ts';
import type { Fault } from './form-values.ts';
import { describe, type Field } from './schema-form.ts';

export function useFaultWords(): (fault: Fault | undefined) => string {
  const { t } = useTranslation();
  return (fault) => {
    if (fault === undefined) return '';
    if (fault.kind === 'missing') return t('methods.missing');
    return fault.kind === 'number'
      ? t('methods.badNumber', { text: fault.text })
      : t('methods.badJson', { why: fault.why });
  };
}

interface FormFieldProps {
  readonly field: Field;
  readonly text: string;
  readonly fault: Fault | undefined;
  readonly set: (text: string) => void;
}

export function FormField({ field, text, fault, set }: FormFieldProps) {
  const { t } = useTranslation();
  const words = useFaultWords()(fault);
  const id = useId();
  const language = useLanguage();
  const long = field.kind === 'list' || field.kind === 'json';
  return (
    <div className={long ? 'field wide' : 'field'}>
      <label htmlFor={id}>
        <code>{field.name}</code>{' '}
        {field.required
          ? null
          : field.fallback === null
            ? t('methods.optional')
            : t('methods.fallback', { value: field.fallback })}
      </label>
      <Control id={id} field={field} text={text} set={set} describedBy={`${id}-help`} isWrong={words !== ''} />
      <span id={`${id}-help`}>
        {field.description === null ? null : `${describe(field.description, language)} `}
        {field.kind === 'list' ? t('methods.listHint') : field.kind === 'json' ? t('methods.jsonHint') : null}
        <span className="fault">{words}</span>
      </span>
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly text: string;
  readonly set: (text: string) => void;
  readonly describedBy: string;
  readonly isWrong: boolean;
}

function Control({ id, field, text, set, describedBy, isWrong }: ControlProps) {
  const { t } = useTranslation();
  const shared = { id, value: text, 'aria-describedby': describedBy, 'aria-invalid': isWrong };
  if (field.kind === 'choice' || field.kind === 'boolean') {
    const choices = field.kind === 'boolean' ? ['true', 'false'] : field.choices;
    const name = (choice: string): string =>
      field.kind === 'boolean' ? t(choice === 'true' ? 'app.yes' : 'app.no') : choice;
    return (
      <select {...shared} onChange={(e) => set(e.target.value)}>
        {field.required && text !== '' ? null : <option value="" />}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {name(choice)}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'list' || field.kind === 'json') {
    const rows = Math.min(14, Math.max(3, text.split('\n').length));
    return <textarea {...shared} rows={rows} spellCheck={false} onChange={(e) => set(e.target.value)} />;
  }
  return (
    <input
      {...shared}
      inputMode={field.kind === 'number' || field.kind === 'decimal' ? 'decimal' : 'text'}
      autoComplete="off"
      onChange={(e) => set(e.target.value)}
    />
  );
}
