import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../ErrorPanel";
import { LoadingRows } from "../Loading";
import { LinkAnchor } from "../plant/link";
import { findTerm } from "./catalogue";
import { glossaryQuery } from "./queries";
import { TermWords } from "./TermWords";

interface Props {
  word: string;
  /** Somebody reads on: the card stays until it is closed. */
  onStay: () => void;
}

/** What a term means, what others call it, and what to read next. */
export default function TermCard({ word, onStay }: Props) {
  const { t } = useTranslation("library");
  const [at, setAt] = useState(word);
  const glossary = useQuery(glossaryQuery);
  if (glossary.isError) return <ErrorPanel error={glossary.error} onRetry={() => void glossary.refetch()} />;
  if (!glossary.data) return <LoadingRows rows={2} />;
  const term = findTerm(glossary.data.terms, at);
  const go = (next: string) => {
    setAt(next);
    onStay();
  };
  return (
    <Stack gap={8}>
      {!term && <Text size="sm">{t("term.unknown")}</Text>}
      {term && (
        <>
          <Text fw={600} size="sm">
            {term.term}
          </Text>
          <Text size="sm">{term.text}</Text>
          <TermWords term={term} />
        </>
      )}
      <Group gap="xs" justify="space-between">
        <Group gap={8}>
          {at !== word && (
            <Anchor component="button" type="button" size="xs" onClick={() => go(word)}>
              {t("term.back", { term: word })}
            </Anchor>
          )}
          {(term?.see ?? []).map((next) => (
            <Anchor key={next} component="button" type="button" size="xs" onClick={() => go(next)}>
              {next}
            </Anchor>
          ))}
        </Group>
        <LinkAnchor size="xs" to="/standards" search={{ tab: "glossary", search: term?.term }}>
          {t("term.more")}
        </LinkAnchor>
      </Group>
    </Stack>
  );
}
