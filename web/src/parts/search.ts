/** One value of an address's query as text; the first where there are several. */
export function text(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** All values of one name in an address's query. */
export function texts(value: string | string[] | undefined): string[] {
  return value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];
}
