import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly name: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** What is wrong with it */
  readonly wrong?: string | null;
  readonly note?: ReactNode;
}

/** A line to write into, with what is wrong right below it. */
export function TextField({ name, value, set, wrong = null, note, ...rest }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <input
        {...rest}
        id={id}
        value={value}
        onChange={(e) => set(e.target.value)}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-note`}
      />
      <span id={`${id}-note`}>
        {wrong === null ? null : (
          <span className="wrong" role="alert">
            {wrong}
          </span>
        )}
        {note === undefined ? null : <span className="note">{note}</span>}
      </span>
    </div>
  );
}
