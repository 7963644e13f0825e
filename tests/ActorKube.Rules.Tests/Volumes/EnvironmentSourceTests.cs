using ActorKube.Model.Objects;
using ActorKube.Rules.Volumes;
using k8s.Models;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Volumes;

/// <summary>Variables of ConfigMaps and Secrets, and the parts of volumes that are named by variables.</summary>
public sealed class EnvironmentSourceTests
{
    private static readonly ApiObject[] Objects =
    [
        AConfigMap("settings").Holding("colour", "red").Holding("special.how", "very").With("binaryData.blob", "aGk=").Stored().Build(),
        ASecret("keys").Holding("colour", "$(SIZE)").Stored().Build(),
    ];

    /// <summary>The fields of a container, and its variables or the fault.</summary>
    public static TheoryData<string, string, string[]> Variables => new()
    {
        { """[{"configMapRef":{"name":"settings"}}]""", "[]", ["colour=red", "special.how=very"] },
        { """[{"configMapRef":{"name":"settings"}},{"prefix":"S_","secretRef":{"name":"keys"}}]""", "[]", ["S_colour=$(SIZE)", "colour=red", "special.how=very"] },
        { """[{"configMapRef":{"name":"settings"}},{"secretRef":{"name":"keys"}}]""", """[{"name":"SIZE","value":"5"},{"name":"X","value":"$(colour)-$(SIZE)-$(PATH)"}]""", ["SIZE=5", "X=$(SIZE)-5-$(PATH)", "colour=$(SIZE)", "special.how=very"] },
        { """[{"configMapRef":{"name":"none"}}]""", "[]", ["! configmap \"none\" not found"] },
        { """[{"secretRef":{"name":"none"}}]""", "[]", ["! secret \"none\" not found"] },
        { """[{"secretRef":{"name":"none","optional":true}}]""", "[]", [] },
        { "[]", """[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"settings","key":"colour"}}},{"name":"B","value":"$(A)"}]""", ["A=red", "B=red"] },
        { "[]", """[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"settings","key":"weight"}}}]""", ["! couldn't find key weight in ConfigMap default/settings"] },
        { "[]", """[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"settings","key":"blob"}}}]""", ["! couldn't find key blob in ConfigMap default/settings"] },
        { "[]", """[{"name":"A","valueFrom":{"secretKeyRef":{"name":"keys","key":"weight"}}}]""", ["! couldn't find key weight in Secret default/keys"] },
        { "[]", """[{"name":"A","valueFrom":{"secretKeyRef":{"name":"none","key":"k"}}}]""", ["! secret \"none\" not found"] },
        { "[]", """[{"name":"A","valueFrom":{"secretKeyRef":{"name":"none","key":"k","optional":true}}},{"name":"B","valueFrom":{"configMapKeyRef":{"name":"settings","key":"k","optional":true}}}]""", [] },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public void Variables_come_from_what_they_name_or_the_container_waits(string envFrom, string env, string[] expected)
    {
        var environment = new VolumeStory(APod("web").Having("envFrom", envFrom).Having("env", env), Objects).Environment;
        Assert.Equal(expected, environment.Fault is { } fault ? [$"! {fault}"] : [.. environment.Declared().Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("a/b/", "", "a/b")]
    [InlineData("", "$(NAME)/log", "web/log")]
    [InlineData("", "$(NONE)/$(EMPTY)", "! missing value for EMPTY, NONE")]
    [InlineData("", "x/$(UP)", "! unable to provision SubPath `x/..`: must not contain '..'")]
    [InlineData("", "$(ROOT)", "! error SubPath `/etc` must not be an absolute path")]
    [InlineData("", "$(PATH)", "! missing value for PATH")]
    public void A_part_of_a_volume_is_named_by_declared_variables_and_never_climbs_out(string path, string expression, string expected)
    {
        var story = new VolumeStory(APod("web").Having("env", """[{"name":"NAME","value":"web"},{"name":"UP","value":".."},{"name":"ROOT","value":"/etc"},{"name":"EMPTY","value":""}]"""));
        var (resolved, fault) = SubPathRules.Resolve(new V1VolumeMount { Name = "v", MountPath = "/v", SubPath = path, SubPathExpr = expression }, story.Environment);
        Assert.Equal(expected, fault is null ? resolved : $"! {fault}");
    }
}
