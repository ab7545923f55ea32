import { oneOption } from "../one-option";

/** A digit chooses by the place on the page, whichever of the item's replies stands first there. */
export const pairwise = oneOption;
