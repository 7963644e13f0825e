using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of Ingresses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/ingress/.</remarks>
internal sealed class IngressAdmission() : KindAdmission(KindCatalogue.Ingress)
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        DropEmptyPort(spec.Object("defaultBackend"));
        foreach (var rule in spec.Array("rules").Objects())
        {
            rule.DropEmpty("host");
            foreach (var path in rule.Object("http").Array("paths").Objects())
            {
                path.DropEmpty("path");
                DropEmptyPort(path.Object("backend"));
            }
        }
    }

    private protected override void PrepareNew(JsonObject tree) => tree["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };

    private protected override IEnumerable<FieldFault> Validate(Field value) => IngressRules.Check(value["spec"]);

    private protected override IEnumerable<FieldFault> ValidateNew(Field value)
    {
        var (annotation, named) = (value["metadata"]["annotations"][ClassAnnotation], value["spec"]["ingressClassName"]);
        // Upstream leaves "metadata" out of this path.
        return annotation.IsSet && named.IsSet && annotation.Text != named.Text
            ? [FieldFault.Invalid($"annotations.{ClassAnnotation}", annotation.Text, "must match `ingressClassName` when both are specified")]
            : [];
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) =>
        status["loadBalancer"]["ingress"].Items.SelectMany(LoadBalancerStatusRules.Place);

    private static void DropEmptyPort(JsonObject? backend) => backend.Object("service").Object("port")?.DropEmpty("name", "number");
}
