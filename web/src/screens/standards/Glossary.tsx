import { Anchor, Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { holds, wordsOf } from "../../parts/library/catalogue";
import { glossaryQuery } from "../../parts/library/queries";
import { TermWords } from "../../parts/library/TermWords";
import type { GlossaryTerm } from "../../parts/library/types";
import { LoadingRows } from "../../parts/Loading";
import { SearchBox } from "../../parts/SearchBox";
import { useAddress } from "./useAddress";
import classes from "./standards.module.css";

/** All words, found by any of their names in English, German or Japanese. */
export function Glossary() {
  const { t } = useTranslation("standards");
  const { get, change, go } = useAddress();
  const glossary = useQuery(glossaryQuery);
  if (glossary.isError) return <ErrorPanel error={glossary.error} onRetry={() => void glossary.refetch()} />;
  if (!glossary.data) return <LoadingRows rows={8} />;
  const search = get("search");
  const terms = found(glossary.data.terms, search);
  return (
    <>
      <Group mb="md" className="no-print" align="center">
        <SearchBox
          label={t("glossary.search")}
          value={search}
          flex="0 1 380px"
          onChange={(v) => change({ search: v || undefined })}
        />
        <Text size="sm" c="dimmed" role="status">
          {t("glossary.count", { count: terms.length })}
        </Text>
      </Group>
      {terms.length === 0 && (
        <EmptyState icon={SearchX} title={t("glossary.none")} text={t("glossary.noneText")}>
          <Button variant="default" onClick={() => change({ search: undefined })}>
            {t("glossary.all")}
          </Button>
        </EmptyState>
      )}
      <div className={classes.terms}>
        {terms.map((term) => (
          <article key={term.term} className={classes.term}>
            <h2>{term.term}</h2>
            <p>{term.text}</p>
            <TermWords term={term} />
            {term.see && term.see.length > 0 && (
              <p className={classes.see}>
                <span>{t("glossary.see")}</span>
                {term.see.map((word) => (
                  <Anchor
                    key={word}
                    component="button"
                    type="button"
                    size="sm"
                    onClick={() => go({ tab: "glossary", search: word })}
                  >
                    {word}
                  </Anchor>
                ))}
              </p>
            )}
          </article>
        ))}
      </div>
    </>
  );
}

/** Terms that are called as searched come first, then those whose text speaks of it. */
function found(terms: GlossaryTerm[], search: string): GlossaryTerm[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return [...terms].sort((a, b) => a.term.localeCompare(b.term));
  const rank = (t: GlossaryTerm) => {
    const words = wordsOf(t).map((w) => w.toLowerCase());
    if (words.includes(wanted)) return 0;
    if (words.some((w) => holds(w, wanted))) return 1;
    return holds(`${t.term} ${t.text} ${t.part ?? ""}`, wanted) ? 2 : 3;
  };
  return terms
    .map((t) => ({ t, rank: rank(t) }))
    .filter((x) => x.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.t.term.localeCompare(b.t.term))
    .map((x) => x.t);
}
