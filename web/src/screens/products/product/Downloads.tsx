import { Button, Menu } from "@mantine/core";
import { FileDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { address, send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useWrite } from "../../../api/write";
import type { Product } from "../../../parts/library/supply";

/** The claims of a product to hand over: as a sheet, as data, as a signed package. */
export function Downloads({ product }: { product: Product }) {
  const { t } = useTranslation("products");
  const maySign = useCan()("package.run");
  const make = useWrite(
    () => send<{ id: string; key: string }>("POST", "/packages/claims", { products: [product.id] }),
    {
      touches: [["packages"]],
      site: "",
      said: (p) => t("hand.made", { key: p.key }),
      // A link of the page itself: the browser keeps the file.
      onSuccess: (p) => window.location.assign(address(url`/packages/${p.id}/file`)),
    },
  );
  const file = (format: string) => address(url`/products/${product.id}` + `/claims.${format}`);
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button leftSection={<FileDown size={15} aria-hidden />} loading={make.isPending}>
          {t("hand.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["xlsx", "json", "oscal"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={file(format === "oscal" ? "oscal.json" : format)} download>
            {t(`hand.${format}`)}
          </Menu.Item>
        ))}
        {maySign && <Menu.Item onClick={() => make.mutate(undefined)}>{t("hand.signed")}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
