/**
 * Reads a column that holds JSON. The one place that takes a value's type on trust: this program alone writes these
 * columns, from values of the same type.
 */
export function fromJsonText<Value>(text: string): Value {
  const value: Value = JSON.parse(text);
  return value;
}
