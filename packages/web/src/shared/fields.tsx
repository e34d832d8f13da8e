import { useState, type ReactNode } from 'react';

/**
 * What a control shows while the address, which holds the choice, is still on its way: the reader's own choice. It
 * follows the address when that changes by itself.
 */
export function useDraft<T>(value: T): [T, (value: T) => void] {
  const [draft, setDraft] = useState(value);
  const [before, setBefore] = useState(value);
  if (value !== before) {
    setBefore(value);
    setDraft(value);
  }
  return [draft, setDraft];
}

interface SelectFieldProps {
  readonly name: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** Options */
  readonly children: ReactNode;
}

export function SelectField({ name, value, set, children }: SelectFieldProps) {
  const [draft, setDraft] = useDraft(value);
  return (
    <label className="field">
      {name}
      <select
        value={draft}
        onChange={(e) => {
          setDraft(e.target.value);
          set(e.target.value);
        }}
      >
        {children}
      </select>
    </label>
  );
}

interface SearchFieldProps {
  readonly name: string;
  /** What may be written, shown while it is empty */
  readonly hint: string;
  readonly value: string | null;
  readonly set: (value: string) => void;
}

/** Keeps its own text while the address follows, so that an input method can compose undisturbed. */
export function SearchField({ name, hint, value, set }: SearchFieldProps) {
  const [written, setWritten] = useState(value ?? '');
  const [before, setBefore] = useState(value);
  if (value !== before) {
    setBefore(value);
    if (value === null) setWritten('');
  }
  return (
    <label className="field">
      {name}
      <input
        type="search"
        placeholder={hint}
        value={written}
        onChange={(e) => {
          setWritten(e.target.value);
          set(e.target.value);
        }}
      />
    </label>
  );
}

interface DateFieldProps {
  readonly name: string;
  readonly value: string;
  /** Called with whole dates within the bounds only */
  readonly set: (value: string) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** What is chosen: a day, unless a month is asked for */
  readonly of?: 'date' | 'month';
}

export function DateField({ name, value, set, min, max, of = 'date' }: DateFieldProps) {
  const [draft, setDraft] = useDraft(value);
  return (
    <label className="field">
      {name}
      <input
        type={of}
        value={draft}
        min={min}
        max={max}
        onChange={(e) => {
          setDraft(e.target.value);
          if (e.target.value !== '' && e.target.validity.valid) set(e.target.value);
        }}
      />
    </label>
  );
}

interface CheckFieldProps {
  readonly name: string;
  readonly value: boolean;
  readonly set: (value: boolean) => void;
}

export function CheckField({ name, value, set }: CheckFieldProps) {
  const [draft, setDraft] = useDraft(value);
  return (
    <label className="check-field">
      <input
        type="checkbox"
        checked={draft}
        onChange={(e) => {
          setDraft(e.target.checked);
          set(e.target.checked);
        }}
      />
      {name}
    </label>
  );
}
