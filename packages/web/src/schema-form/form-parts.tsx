import { displayUnit } from '@qingshan/kernel';
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useText, useUnit } from '../shared/use-text.ts';
import type { Draft } from './draft.ts';
import type { Choice, FormNode } from './node.ts';
import type { Fault } from './read-form.ts';

/** What every part of a form needs to know of the whole. */
interface FormState {
  readonly faults: ReadonlyMap<string, Fault>;
  /** Prefix of the ids of its controls */
  readonly id: string;
  /** Shows a part without its title: rows show parts, and parts have rows */
  readonly Inside: ComponentType<PartProps>;
}

export interface PartProps {
  /** Name where the schema gives none: the key */
  readonly title: string;
  readonly node: FormNode;
  readonly draft: Draft;
  readonly required: boolean;
  readonly path: string;
  readonly set: (draft: Draft) => void;
}

export const FormContext = createContext<FormState>({ faults: new Map(), id: '', Inside: () => null });

export function useFaultWords(): (fault: Fault | undefined) => string {
  const { t } = useTranslation();
  const text = useText();
  return (fault) => {
    if (fault === undefined) return '';
    if (fault.kind === 'refused') return text(fault.text);
    if (fault.kind === 'missing') return t('form.missing');
    return fault.kind === 'number' ? t('form.badNumber', { text: fault.text }) : t('form.badJson', { why: fault.why });
  };
}

export function useFault(path: string): string {
  const { faults } = useContext(FormContext);
  return useFaultWords()(faults.get(path));
}

export function useChoiceName(): (choice: Choice) => string {
  const { t } = useTranslation();
  const text = useText();
  return ({ name, value }) => (name === null ? t(value === true ? 'app.yes' : 'app.no') : text(name));
}

/** A unit that another field tells, or that is the reader's choice. */
const FOLLOWS = 'follows';

interface TitleProps {
  readonly node: FormNode;
  readonly title: string;
  readonly required: boolean;
  readonly path: string;
}

/** Name and unit of a field, and whether it may be left empty. The key that programs use is its tooltip. */
export function Title({ node, title, required, path }: TitleProps) {
  const { t } = useTranslation();
  const text = useText();
  const unit = useUnit();
  const choice = useChoiceName();
  const isMeasured = node.unit !== null && node.unit !== FOLLOWS && node.kind !== 'choice';
  const unitText = !isMeasured || node.unit === null ? '' : unit(node.unit, displayUnit(node.unit));
  const fallback = (): string => {
    if (node.fallback === undefined) return t('form.optional');
    if (node.kind === 'choice') {
      const found = node.choices.find((c) => c.value === node.fallback);
      return t('form.fallback', { value: found ? choice(found) : String(node.fallback) });
    }
    return typeof node.fallback === 'object'
      ? t('form.optional')
      : t('form.fallback', { value: String(node.fallback) });
  };
  return (
    <>
      <span className="name" title={path}>
        {node.name === null ? title : text(node.name)}
      </span>
      {unitText === '' ? null : <span className="unit"> {unitText}</span>}
      {required ? null : <small className="note"> {fallback()}</small>}
    </>
  );
}

interface HelpProps {
  readonly id?: string;
  readonly node: FormNode;
  readonly path: string;
  readonly children?: ReactNode;
}

/** Help of a field, and what is wrong with it. */
export function Help({ id, node, path, children }: HelpProps) {
  const text = useText();
  const fault = useFault(path);
  return (
    <span id={id} className="help">
      {node.help === null ? null : text(node.help)} {children}
      {fault === '' ? null : <span className="fault"> {fault}</span>}
    </span>
  );
}
