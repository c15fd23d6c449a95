import { Button, Tabs } from "@mantine/core";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { Certificates } from "./certificates/Certificates";
import { CompanyPage } from "./parties/CompanyPage";
import { Parties } from "./parties/Parties";
import { ProductPage } from "./product/ProductPage";
import { Products } from "./list/Products";
import { useAddress } from "./useAddress";

const tabs = ["products", "parties", "certificates"] as const;

/** Who supplies what, what they claim of it, and who confirmed it. */
export default function Screen() {
  const { t } = useTranslation("products");
  const { get, change, go } = useAddress();
  const mayEdit = useCan()("library.edit");
  const tab = tabs.find((x) => x === get("tab")) ?? "products";
  const product = get("product");
  const company = get("company");
  if (product) return <ProductPage key={product} id={product} />;
  if (company) return <CompanyPage key={company} id={company} />;
  return (
    <Page
      wide
      title={t("title")}
      lead={t(`lead.${tab}`)}
      actions={
        mayEdit && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ edit: "new" })}>
            {t(tab === "products" ? "list.add" : tab === "parties" ? "company.add" : "certificate.add")}
          </Button>
        )
      }
    >
      <Tabs value={tab} keepMounted={false} onChange={(v) => go({ tab: v && v !== "products" ? v : undefined })}>
        <Tabs.List mb="md" className="no-print" aria-label={t("title")}>
          {tabs.map((x) => (
            <Tabs.Tab key={x} value={x}>
              {t(`tab.${x}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === "products" ? <Products /> : tab === "parties" ? <Parties /> : <Certificates />}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
