import type { Field } from './fields.ts';

/**
 * What a person calls a field: `Question 4`, `Question 4, Comments`, `Name`. For messages, queries and lists;
 * the id is for records.
 */
export function fieldName(field: Field): string {
  if (field.questionNumber === null) return field.label;
  const question = `Question ${field.questionNumber}`;
  return field.part === 'comment' || field.part === 'other' ? `${question}, ${field.label}` : question;
}
