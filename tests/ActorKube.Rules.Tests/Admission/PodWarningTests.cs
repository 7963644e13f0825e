using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Pods.Warnings;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodWarningTests
{
    private const string NoSelector = "a null labelSelector results in matching no pod";

    /// <summary>A pod, and what its author hears.</summary>
    public static TheoryData<string, string[]> Warned => new()
    {
        { """.{}""", [] },
        { """+{"nodeSelector":{"beta.kubernetes.io/os":"linux"}}""", ["spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead"] },
        { """+{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"failure-domain.beta.kubernetes.io/zone","operator":"Exists"}]}]}}}}""", ["spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"] },
        { """+{"topologySpreadConstraints":[{"topologyKey":"zone"}]}""", ["spec.topologySpreadConstraints[0].labelSelector: " + NoSelector] },
        { """+{"affinity":{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"podAffinityTerm":{}}]}}}""", ["spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: " + NoSelector] },
        { """@{"metadata":{"annotations":{"scheduler.alpha.kubernetes.io/critical-pod":""}}}""", ["metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the \"priorityClassName\" field instead"] },
        { """@{"metadata":{"annotations":{"seccomp.security.alpha.kubernetes.io/pod":"unconfined","container.apparmor.security.beta.kubernetes.io/main":"unconfined"}}}""", ["metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the \"seccompProfile\" field instead", "metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]: deprecated since v1.30; use the \"appArmorProfile\" field instead"] },
        { """+{"volumes":[{"name":"a","gitRepo":{}},{"name":"b","storageos":{}}]}""", ["spec.volumes[0].gitRepo: deprecated in v1.11", "spec.volumes[1].storageOS: deprecated in v1.22, non-functional in v1.25+"] },
        { """+{"volumes":[{"name":"a","projected":{"sources":[{"serviceAccountToken":{"path":"t"}},{"secret":{"items":[{"key":"k","path":"t"}]}}]}}]}""", ["spec.volumes[0].projected.sources.secrets[0]: has duplicated path with ServiceAccountToken \"t\""] },
        { """+{"hostAliases":[{"ip":"1.1.1.1"},{"ip":"1.1.1.1"}],"imagePullSecrets":[{"name":"a"},{"name":"a"},{}]}""", ["spec.hostAliases[1].ip: duplicate ip \"1.1.1.1\"", "spec.imagePullSecrets[1].name: duplicate name \"a\"", "spec.imagePullSecrets[2].name: invalid empty name \"\""] },
        { """.{"resources":{"limits":{"memory":"1500m"},"requests":{"cpu":"100m","ephemeral-storage":"1m"}}}""", ["spec.containers[0].resources.limits[memory]: fractional byte value \"1500m\" is invalid, must be an integer", "spec.containers[0].resources.requests[ephemeral-storage]: fractional byte value \"1m\" is invalid, must be an integer"] },
        { """.{"env":[{"name":"A","value":"1"},{"name":"A","value":"2"},{"name":"A","value":"$(A)3"},{"name":"A","value":"$(A)"}]}""", ["spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply", "spec.containers[0].env[3]: hides previous definition of \"A\", which may be dropped when using apply"] },
        { """.{"ports":[{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"UDP"}]}""", ["spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]"] },
        { """.{"ports":[{"containerPort":80,"hostPort":1},{"containerPort":80},{"containerPort":80,"hostPort":1,"hostIP":"1.1.1.1"}]}""", ["spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]", "spec.containers[0].ports[2]: dangerously ambiguous port definition with spec.containers[0].ports[0]", "spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[1]"] },
        { """.{"ports":[{"containerPort":80,"protocol":"TCP","hostIP":"1.1.1.1","name":"n"}]}""", ["spec.containers[0].ports[0]: hostIP set without hostPort: {Name:n HostPort:0 ContainerPort:80 Protocol:TCP HostIP:1.1.1.1}"] },
        { """+{"terminationGracePeriodSeconds":-1}""", ["spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"] },
    };

    [Theory]
    [MemberData(nameof(Warned))]
    public void An_author_hears_upstreams_warnings(string pod, string[] warnings) => Assert.Equal(warnings, PodWarnings.OfPod(Field.Root(PodText.Tree(pod))));

    [Fact]
    public void A_new_pod_is_stored_and_its_author_warned()
    {
        var decision = new World().Create(ResourceKey.Pod("default", "a.b"), Json.Bytes(Json.Tree(
            """{"metadata":{"name":"a.b"},"spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80},{"containerPort":80}]}]}}""")));
        World.Put(decision);
        Assert.Equal(
            [
                $"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [{Admitted.Label}]",
                "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
            ],
            decision.Warnings.ToArray());
    }

    [Fact]
    public void A_workload_warns_of_its_template_whenever_its_spec_changes()
    {
        var (world, key) = (new World(), new ResourceKey(KindCatalogue.Deployment, "default", "web"));
        var created = world.Create(key, Deployment(replicas: 1));
        string[] hidden = ["spec.template.spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply"];
        World.Put(created);
        Assert.Equal(hidden, created.Warnings.ToArray());
        Assert.Equal(hidden, world.Replace(key, Deployment(replicas: 2)).Warnings.ToArray());
        Assert.Empty(world.Replace(key, Deployment(replicas: 2)).Warnings);
    }

    private static ReadOnlyMemory<byte> Deployment(int replicas)
    {
        var tree = Json.Tree(
            """
            {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},"spec":{
              "containers":[{"name":"c","image":"i","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}]}}}}
            """);
        ((JsonObject)tree["spec"]!)["replicas"] = replicas;
        return Json.Bytes(tree);
    }
}
