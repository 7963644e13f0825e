using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Volumes;
using ActorKube.TestKit.Objects;
using k8s.Models;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Volumes;

/// <summary>Files and faults of volumes, in the kubelet's words.</summary>
public sealed class VolumeRulesTests
{
    private static readonly ApiObject Settings = AConfigMap("settings").Holding("colour", "red").Holding("size", "5").With("binaryData.blob", "aGk=").Stored().Build();
    private static readonly ApiObject Keys = ASecret("keys").Holding("private", "k3y").Stored().Build();

    /// <summary>A volume's source, and its files or the Event.</summary>
    public static TheoryData<string, string[]> Sources => new()
    {
        { """{"configMap":{"name":"settings"}}""", ["blob=hi", "colour=red", "size=5"] },
        { """{"configMap":{"name":"settings","defaultMode":256,"items":[{"key":"colour","path":"a/b"},{"key":"blob","path":"c","mode":493}]}}""", ["a/b=red 400", "c=hi 755"] },
        { """{"configMap":{"name":"settings","items":[{"key":"weight","path":"w"}]}}""", ["MountVolume.SetUp failed for volume \"v\" : configmap references non-existent config key: weight"] },
        { """{"configMap":{"name":"settings","optional":true,"items":[{"key":"weight","path":"w"},{"key":"size","path":"s"}]}}""", ["s=5"] },
        { """{"configMap":{"name":"none"}}""", ["MountVolume.SetUp failed for volume \"v\" : configmap \"none\" not found"] },
        { """{"configMap":{"name":"none","optional":true}}""", [] },
        { """{"secret":{"secretName":"keys","defaultMode":256}}""", ["private=k3y 400"] },
        { """{"secret":{"secretName":"keys","items":[{"key":"public","path":"p"}]}}""", ["MountVolume.SetUp failed for volume \"v\" : references non-existent secret key: public"] },
        { """{"secret":{"secretName":"none"}}""", ["MountVolume.SetUp failed for volume \"v\" : secret \"none\" not found"] },
        { """{"downwardAPI":{"items":[{"path":"labels","fieldRef":{"fieldPath":"metadata.labels"}},{"path":"name","fieldRef":{"fieldPath":"metadata.name"},"mode":256}]}}""", ["labels=a=\"b \\\"c\\\"\"\ntier=\"front\"", "name=web 400"] },
        { """{"downwardAPI":{"items":[{"path":"cpu","resourceFieldRef":{"containerName":"main","resource":"limits.cpu"}},{"path":"mem","resourceFieldRef":{"containerName":"main","resource":"limits.memory","divisor":"1Mi"}}]}}""", ["cpu=4", "mem=64"] },
        { """{"projected":{"defaultMode":288,"sources":[{"configMap":{"name":"settings","items":[{"key":"colour","path":"x"}]}},{"secret":{"name":"keys","items":[{"key":"private","path":"x","mode":420}]}},{"downwardAPI":{"items":[{"path":"y","fieldRef":{"fieldPath":"metadata.namespace"}}]}}]}}""", ["x=k3y", "y=default 440"] },
        { """{"projected":{"sources":[{"configMap":{"name":"none"}},{"secret":{"name":"no"}}]}}""", ["MountVolume.SetUp failed for volume \"v\" : [configmap \"none\" not found, secret \"no\" not found]"] },
        { """{"projected":{"sources":[{"configMap":{"name":"none"}},{"configMap":{"name":"none"}}]}}""", ["MountVolume.SetUp failed for volume \"v\" : configmap \"none\" not found"] },
        { """{"emptyDir":{"sizeLimit":"1Mi"}}""", ["Scratch { SizeLimit = 1048576, InMemory = False }"] },
        { """{"emptyDir":{"medium":"Memory"}}""", ["Scratch { SizeLimit = , InMemory = True }"] },
        { """{"hostPath":{"path":"/srv","type":"Directory"}}""", ["NodePath { Path = /srv, Type = Directory, ReadOnly = False }"] },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_volume_has_the_files_that_its_source_says(string source, string[] expected) =>
        Assert.Equal(expected, new VolumeStory(Pod(source), Settings, Keys).Mount());

    /// <summary>A claim, a volume, and what the kubelet says.</summary>
    public static TheoryData<string?, string?, string> Claims => new()
    {
        { null, null, "failed to fetch PVC from API server: persistentvolumeclaims \"data\" not found" },
        { """{"status":{"phase":"Pending"}}""", null, "PVC is not bound" },
        { """{"status":{"phase":"Bound"}}""", null, "PVC has empty pvc.Spec.VolumeName" },
        { """{"status":{"phase":"Bound"},"spec":{"volumeName":"pv"}}""", null, "failed to fetch PV pv from API server: persistentvolumes \"pv\" not found" },
        { """{"status":{"phase":"Bound"},"spec":{"volumeName":"pv"}}""", """{"hostPath":{"path":"/pv"}}""", "found PV object pv but it has a nil pv.Spec.ClaimRef indicating it is not yet bound to the claim" },
        { """{"status":{"phase":"Bound"},"spec":{"volumeName":"pv"}}""", """{"claimRef":{"uid":"other"}}""", "found PV object pv but its pv.Spec.ClaimRef.UID other does not point to claim.UID data-uid" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_that_is_not_bound_keeps_the_pod_from_starting(string? claim, string? volume, string why) => Assert.Equal(
        [$"Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[v]: error processing PVC default/data: {why}"],
        Claimed(claim, volume).Mount());

    [Fact]
    public void A_bound_claim_is_its_volume() => Assert.Equal(
        ["NodePath { Path = /pv, Type = , ReadOnly = True }"],
        Claimed("""{"status":{"phase":"Bound"},"spec":{"volumeName":"pv"}}""", """{"hostPath":{"path":"/pv"},"claimRef":{"uid":"data-uid"}}""").Mount());

    [Fact]
    public void A_volume_of_a_kind_that_nobody_can_mount_says_so() => Assert.Equal(
        ["MountVolume.SetUp failed for volume \"pv\" : no volume plugin matched"],
        Claimed("""{"status":{"phase":"Bound"},"spec":{"volumeName":"pv"}}""", """{"nfs":{"path":"/pv","server":"s"},"claimRef":{"uid":"data-uid"}}""").Mount());

    [Fact]
    public void A_pod_that_names_nothing_needs_nothing()
    {
        var pod = new VolumeStory(APod("web").Mounting("v", """{"emptyDir":{}}""", "/v"));
        Assert.Empty(PodReferences.Of(pod.Pod, ConfigurationSnapshot.Empty));
    }

    [Fact]
    public void What_a_pod_names_is_found_wherever_it_stands_but_not_in_volumes_that_nobody_mounts()
    {
        var pod = new VolumeStory(
            APod("web").With("spec.imagePullSecrets", JsonNode.Parse("""[{"name":"pull"}]"""))
                .Having("envFrom", """[{"secretRef":{"name":"all"}}]""").Having("env", """[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"one","key":"k"}}}]""")
                .Mounting("v", """{"persistentVolumeClaim":{"claimName":"data"}}""", "/v"),
            AClaim("data").With("spec.volumeName", "pv").Stored().Build());
        Assert.Equal(
            ["configmaps/default/one", "persistentvolumeclaims/default/data", "persistentvolumes/pv", "secrets/default/all", "secrets/default/pull"],
            PodReferences.Of(pod.Pod, pod.Objects).Select(key => key.ToString()).Order(StringComparer.Ordinal));

        var unmounted = APod("web").With("spec.volumes", JsonNode.Parse("""[{"name":"v","configMap":{"name":"none"}}]"""));
        Assert.Empty(PodReferences.Of(new VolumeStory(unmounted).Pod, ConfigurationSnapshot.Empty));
    }

    [Fact]
    public void Pull_secrets_come_with_those_that_are_missing()
    {
        var pod = new VolumeStory(
            APod("web").With("spec.imagePullSecrets", JsonNode.Parse("""[{"name":"none"},{"name":"pull"}]""")),
            ASecret("pull").With("type", "kubernetes.io/dockerconfigjson").Holding(".dockerconfigjson", "{}").Stored().Build());
        var (secrets, missing) = PodReferences.PullSecrets(pod.Pod, pod.Objects);
        Assert.Equal("kubernetes.io/dockerconfigjson", Assert.Single(secrets).Type);
        Assert.Equal(["none"], missing.ToArray());
    }

    [Fact]
    public void What_is_immutable_stays_as_a_pod_has_seen_it()
    {
        var first = VolumeStory.SnapshotOf(AConfigMap("a").Holding("k", "1").Immutable().Stored(1).Build(), AConfigMap("b").Holding("k", "1").Stored(1).Build());
        var later = VolumeStory.SnapshotOf(AConfigMap("a").Holding("k", "2").Stored(2).Build(), AConfigMap("b").Holding("k", "2").Stored(2).Build());
        var seen = first.Then(later);
        Assert.Equal(("1", "2"), (seen.ConfigMap("default", "a")!.Variable("k"), seen.ConfigMap("default", "b")!.Variable("k")));
    }

    [Fact]
    public void An_eviction_names_the_volume_and_its_limit() => Assert.Equal(
        "Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". ",
        EmptyDirRules.Exceeded(new V1Volume { Name = "v", EmptyDir = new() { SizeLimit = new ResourceQuantity("1Mi") } }));

    private static PodBuilder Pod(string source) => APod("web").Labelled("tier", "front").Labelled("a", "b \"c\"").Limited(memory: "64Mi").Mounting("v", source, "/v");

    private static VolumeStory Claimed(string? claim, string? volume)
    {
        var objects = new List<ApiObject>();
        if (claim is not null)
            objects.Add(Whole(AClaim("data"), JsonNode.Parse(claim)!.AsObject()));
        if (volume is not null)
            objects.Add(AVolume("pv").With("spec", JsonNode.Parse(volume)).Stored().Build());
        return new(APod("web").Mounting("v", """{"persistentVolumeClaim":{"claimName":"data","readOnly":true}}""", "/v"), [.. objects]);

        static ApiObject Whole(PlainBuilder builder, JsonObject parts)
        {
            foreach (var (name, part) in parts)
                builder.With(name, part?.DeepClone());
            return builder.Stored().Build();
        }
    }
}
