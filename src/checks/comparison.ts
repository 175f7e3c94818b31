export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** How an answer differs; `fails` says it in words. `form`: it is another kind or shape of thing. */
export type Comparison =
  | { readonly status: "same" }
  | { readonly status: "form"; readonly fails: string }
  | { readonly status: "value"; readonly fails: string };

export function form(fails: string): Comparison {
  return { status: "form", fails };
}
