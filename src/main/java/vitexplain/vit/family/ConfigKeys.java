package vitexplain.vit.family;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of each key of a Hugging Face {@code config.json}. */
final class ConfigKeys {

  /** Read by {@link ConfigReader} of every family. */
  static final Set<String> HONOURED =
      Set.of("model_type", "architectures", "id2label", "num_labels", "problem_type");

  /** Features that are refused unless they are switched off. */
  static final List<String> OFF_ONLY =
      List.of(
          "pruned_heads",
          "chunk_size_feed_forward",
          "is_decoder",
          "is_encoder_decoder",
          "add_cross_attention",
          "cross_attention_hidden_size",
          "per_layer_config",
          "quantization_config",
          "auto_map");

  /** Those that every configuration of transformers 4 and 5 has: names, outputs, bookkeeping. */
  private static final List<String> OF_EVERY_MODEL =
      List.of(
          "label2id",
          "dtype",
          "torch_dtype",
          "torchscript",
          "use_bfloat16",
          "tf_legacy_loss",
          "transformers_version",
          "transformers_weights",
          "name_or_path",
          "finetuning_task",
          "task_specific_params",
          "return_dict",
          "use_return_dict",
          "output_attentions",
          "output_hidden_states",
          "output_past",
          "use_cache",
          "attn_implementation",
          "experts_implementation",
          "gradient_checkpointing",
          "loss_type",
          "tie_word_embeddings",
          "tie_encoder_decoder",
          "tokenizer_class",
          "prefix",
          "bos_token_id",
          "pad_token_id",
          "eos_token_id",
          "sep_token_id",
          "decoder_start_token_id",
          "vocab_size",
          "xla_device",
          "transformers.js_config");

  /** Of text generation, which transformers 4 gives every configuration. */
  private static final List<String> OF_GENERATION =
      List.of(
          "max_length",
          "min_length",
          "do_sample",
          "early_stopping",
          "num_beams",
          "num_beam_groups",
          "diversity_penalty",
          "temperature",
          "top_k",
          "top_p",
          "typical_p",
          "repetition_penalty",
          "length_penalty",
          "no_repeat_ngram_size",
          "encoder_no_repeat_ngram_size",
          "bad_words_ids",
          "num_return_sequences",
          "output_scores",
          "return_dict_in_generate",
          "forced_bos_token_id",
          "forced_eos_token_id",
          "remove_invalid_values",
          "exponential_decay_length_penalty",
          "encoder_repetition_penalty",
          "epsilon_cutoff",
          "eta_cutoff",
          "assistant_confidence_threshold",
          "assistant_lookbehind",
          "target_lookbehind",
          "num_assistant_tokens",
          "num_assistant_tokens_schedule",
          "suppress_tokens",
          "begin_suppress_tokens");

  /** Written by AutoTrain beside these; settings of how it trained. */
  private static final List<String> OF_AUTOTRAIN = List.of("padding", "max_seq_length");

  private static final Set<String> HARMLESS =
      Stream.of(OF_EVERY_MODEL, OF_GENERATION, OF_AUTOTRAIN)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private ConfigKeys() {}

  /** Whether a key is known of every family. Those with a leading underscore are bookkeeping. */
  static boolean isKnown(String key) {
    return key.startsWith("_")
        || HONOURED.contains(key)
        || OFF_ONLY.contains(key)
        || HARMLESS.contains(key);
  }
}
