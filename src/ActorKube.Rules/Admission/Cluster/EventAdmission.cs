using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of Events as core/v1 has them: much is taken that the newer group refuses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.</remarks>
internal sealed class EventAdmission() : KindAdmission(KindCatalogue.Event)
{
    private protected override NameRule NameRule => NameRule.PathSegment;

    private protected override IEnumerable<FieldFault> Validate(Field value) => EventRules.Check(value, "reportingComponent");
}
