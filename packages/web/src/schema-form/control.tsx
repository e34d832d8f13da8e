import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { itemsIn, NONE, textIn } from './draft.ts';
import { FormContext, useChoiceName, useFault, type PartProps } from './form-parts.tsx';

interface ControlProps extends PartProps {
  /** Said to screen readers where no label stands beside it */
  readonly label?: string;
}

/** The input of a single value, or of a list of single values. */
export function Control({ node, draft, required, path, set, label }: ControlProps) {
  const { t } = useTranslation();
  const { id } = useContext(FormContext);
  const name = useChoiceName();
  const isWrong = useFault(path) !== '';
  const text = textIn(draft);
  const shared = {
    id: `${id}-${path}`,
    value: text,
    'aria-label': label,
    'aria-describedby': `${id}-${path}-help`,
    'aria-invalid': isWrong,
  };
  if (node.kind === 'choice') {
    return (
      <select {...shared} onChange={(e) => set(e.target.value)}>
        {required && text !== '' && !node.nullable ? null : (
          <option value="">{required && node.nullable ? t('form.none') : ''}</option>
        )}
        {node.nullable && !required ? <option value={NONE}>{t('form.none')}</option> : null}
        {node.choices.map((choice) => (
          <option key={String(choice.value)} value={String(choice.value)}>
            {name(choice)}
          </option>
        ))}
      </select>
    );
  }
  if (node.kind === 'lines' || node.kind === 'json') {
    const rows = Math.min(14, Math.max(3, text.split('\n').length));
    return <textarea {...shared} rows={rows} spellCheck={false} onChange={(e) => set(e.target.value)} />;
  }
  const isNumber = node.kind === 'number' || node.kind === 'decimal';
  return (
    <input
      {...shared}
      className={isNumber || node.kind === 'reading' ? 'number' : undefined}
      inputMode={isNumber ? 'decimal' : 'text'}
      placeholder={node.kind === 'date' ? t('form.dateHint') : undefined}
      autoComplete="off"
      onChange={(e) => set(e.target.value)}
    />
  );
}

/** A list in which each word may stand once: boxes to tick. */
export function Checks({ node, draft, set }: PartProps) {
  const name = useChoiceName();
  if (node.kind !== 'checks') return null;
  const ticked = itemsIn(draft).map(textIn);
  return (
    <div className="checks">
      {node.choices.map((choice) => {
        const value = String(choice.value);
        return (
          <label key={value} className="check-field">
            <input
              type="checkbox"
              checked={ticked.includes(value)}
              onChange={(e) => set(e.target.checked ? [...ticked, value] : ticked.filter((x) => x !== value))}
            />
            {name(choice)}
          </label>
        );
      })}
    </div>
  );
}
