/** Decoding, resizing, normalising, masks, overlays and the synthetic scenes. */
package vitexplain.image;
