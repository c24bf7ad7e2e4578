/** The Vision Transformer: configuration, checkpoint reading, forward pass, trace, gradients. */
package vitexplain.vit;
