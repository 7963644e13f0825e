using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>How objects of one version become those of another: not at all but for the version's name, or by a webhook.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion.</remarks>
internal static class ConversionRules
{
    private static readonly string[] KnownReviews = ["v1", "v1beta1"];

    internal static IEnumerable<FieldFault> Check(Field conversion)
    {
        var (strategy, client, reviews) = (conversion["strategy"], conversion["webhookClientConfig"], conversion["conversionReviewVersions"]);
        return
        [
            .. Checks.OneOf(strategy, "None", "Webhook"),
            .. strategy.Text == "Webhook" ? WebhookClientRules.Check(client).Concat(Reviews(reviews)) : Unused(client, reviews),
        ];
    }

    private static IEnumerable<FieldFault> Unused(Field client, Field reviews)
    {
        const string Sentence = "should not be set when strategy is not set to Webhook";
        if (client.IsSet)
            yield return FieldFault.Forbidden(client.Path, Sentence);
        if (reviews.Count > 0)
            yield return FieldFault.Forbidden(reviews.Path, Sentence);
    }

    private static IEnumerable<FieldFault> Reviews(Field reviews)
    {
        if (reviews.Count == 0)
            return [FieldFault.Required(reviews.Path)];
        var seen = new HashSet<string>();
        return
        [
            .. reviews.Items.SelectMany(review => seen.Add(review.Text)
                ? NameRule.Label1035.Faults(review.Text).Select(fault => FieldFault.Invalid(review.Path, review.Text, fault))
                : [FieldFault.Invalid(review.Path, review.Text, "duplicate version")]),
            .. seen.Overlaps(KnownReviews)
                ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid(reviews.Path, GoSyntax.Texts(reviews), $"must include at least one of {string.Join(", ", KnownReviews)}")],
        ];
    }
}
