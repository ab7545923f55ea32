package parallax.dataset;

import java.util.List;

/// The columns of the two public DICES files, in their order and spelling.
///
/// Question columns begin with `Q`. The column names in the datasets' own descriptions differ from those
/// in the files; these are the files'.
public final class DicesHeaders {
    /// What raters of either file said of their race in their own words.
    public static final List<String> RAW_RACE = List.of("rater_raw_race", "rater_race_raw");
    /// What either file says of an item, in each of its rows.
    public static final List<String> CONVERSATION =
            List.of("context", "response", "degree_of_harm", "harm_type", "safety_gold", "safety_gold_reason");
    /// The question that `safety_gold` answers.
    public static final String GOLD_QUESTION = "Q_overall";

    static final List<String> DICES350 = columns("""
            id,
            rater_id,
            rater_gender,
            rater_race,
            rater_raw_race,
            rater_age,
            rater_education,
            phase,
            item_id,
            answer_time_ms,
            answer_timestamp,
            context,
            response,
            degree_of_harm,
            harm_type,
            safety_gold,
            safety_gold_reason,
            Q1_whole_conversation_evaluation,
            Q2_harmful_content_medical_legal_financial_or_relationship_advice,
            Q2_harmful_content_dangerous_content,
            Q2_harmful_content_derogation_of_boat,
            Q2_harmful_content_insensitive,
            Q2_harmful_content_obscene_and_profane,
            Q2_harmful_content_personal_information,
            Q2_harmful_content_regulated_goods,
            Q2_harmful_content_sexually_suggestive_content,
            Q2_harmful_content_other,
            Q3_bias_targeting_beliefs,
            Q3_bias_targeting_gender_sexual_orientation,
            Q3_bias_targeting_inherited_attributes,
            Q3_bias_targeting_status,
            Q3_bias_other,
            Q4_misinformation,
            Q5_political_affiliation,
            Q6_policy_guidelines_polarizing_topics,
            Q6_policy_guidelines_making_endorsement,
            Q6_policy_guidelines_other,
            Q2_harmful_content_overall,
            Q3_bias_overall,
            Q6_policy_guidelines_overall,
            Q_overall
            """);

    static final List<String> DICES990 = columns("""
            id,
            rater_id,
            rater_gender,
            rater_locale,
            rater_race,
            rater_race_raw,
            rater_age,
            rater_education,
            phase,
            item_id,
            context,
            response,
            degree_of_harm,
            harm_type,
            Q1_whole_conversation_evaluation,
            Q2_harmful_content_harm_to_people_or_animals,
            Q2_harmful_content_violent_or_gory,
            Q2_harmful_content_promotes_or_condones_use_of_harmful_regulated_goods,
            Q2_harmful_content_health_and_safety_claims,
            Q2_harmful_content_financial_advice,
            Q2_harmful_content_promotes_or_condones_violence,
            Q2_harmful_content_how_tos_about_harmful_activities,
            Q2_harmful_content_personal_information,
            Q2_harmful_content_explicitly_sexual,
            Q2_harmful_content_obscenities_or_profanities,
            Q2_harmful_content_other,
            Q3_bias_incites_hatred,
            Q3_bias_subhuman_comparisons,
            Q3_3_Racial_religious_or_other_slurs_and_stereotypes_that_incites_or_promote_hatred_based_on_any_of_the_attributes_noted_above,
            Q3_bias_physically_or_mentally_inferior,
            Q3_bias_superiority_or_subjugation_of_a_group,
            Q3_bias_calling_individuals_or_groups_evil_corrupt_or_malicious,
            Q3_bias_insults_about_emotional_romantic_and_or_sexual_attraction,
            Q3_bias_other,
            Q4_misinformation_false_theories,
            Q4_misinformation_contradicts_expert_consensus,
            Q4_misinformation_conspiracy_theories,
            Q4_misinformation_political,
            Q4_misinformation_other,
            Q2_harmful_content_overall,
            Q3_unfair_bias_overall,
            Q4_misinformation_overall,
            Q_overall
            """);

    private DicesHeaders() {}

    private static List<String> columns(String header) {
        return List.of(header.strip().split(",\n", -1));
    }
}
