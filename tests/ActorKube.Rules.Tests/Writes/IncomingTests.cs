using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Writes;

public sealed class IncomingTests
{
    private const string Cannot = "Pod in version \"v1\" cannot be handled as a Pod: ";

    [Theory]
    [InlineData("""{"spec":{"containers":"none"}}""", Cannot + "spec.containers: expected an array, got the string \"none\"")]
    [InlineData("""{"spec":{"containers":[{"image":7}]}}""", Cannot + "spec.containers[0].image: expected a string, got the number 7")]
    [InlineData("""{"spec":{"containers":[null]}}""", Cannot + "spec.containers[0]: null is not an item")]
    [InlineData("""{"spec":{"containers":[{"stdin":"yes"}]}}""", Cannot + "spec.containers[0].stdin: expected a boolean, got the string \"yes\"")]
    [InlineData("""{"spec":{"priority":1.5}}""", Cannot + "spec.priority: expected a 32-bit integer, got the number 1.5")]
    [InlineData("""{"spec":{"priority":4294967296}}""", Cannot + "spec.priority: expected a 32-bit integer, got the number 4294967296")]
    [InlineData("""{"spec":[]}""", Cannot + "spec: expected an object, got an array")]
    [InlineData("""{"metadata":{"labels":{"a":true}}}""", Cannot + "metadata.labels.a: expected a string, got a boolean")]
    [InlineData("""{"metadata":"web"}""", Cannot + "metadata: expected an object, got the string \"web\"")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", Cannot + "metadata.creationTimestamp: expected a time as in 2006-01-02T15:04:05Z, got the string \"yesterday\"")]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"many"}}}]}}""", Cannot + "spec.containers[0].resources.limits.cpu: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$': \"many\"")]
    [InlineData("""{"apiVersion":"apps/v1"}""", "the API version in the data (apps/v1) does not match the expected API version (v1)")]
    [InlineData("""{"kind":"Deployment"}""", "the kind in the data (Deployment) does not match the expected kind (Pod)")]
    [InlineData("""{"metadata":{"name":"other"}}""", "the name of the object (other) does not match the name on the URL (web)")]
    [InlineData("""{"metadata":{"namespace":"other"}}""", "the namespace of the provided object does not match the namespace sent on the request")]
    public void What_cannot_be_read_is_a_bad_request_that_names_the_place(string json, string message)
    {
        var world = new World();
        Assert.Equal(new Refusal(RefusalReason.BadRequest, message), World.Refused(world.Create(ResourceKey.Pod("default", "web"), Json.Bytes(json))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"labels":{"a":"\ud800"}}}""")]
    [InlineData("""{"unknown":{"\udc00":1}}""")]
    public void What_is_no_json_object_is_a_bad_request(string json)
    {
        var refusal = World.Refused(new World().Create(ResourceKey.Pod("default", "web"), Json.Bytes(json)));
        Assert.Equal(RefusalReason.BadRequest, refusal.Reason);
        Assert.StartsWith("the object provided is unrecognized: ", refusal.Message);
    }

    [Fact]
    public void An_object_of_more_than_a_megabyte_and_a_half_is_refused()
    {
        var json = $$"""{"message":"{{new string('x', 3 * 512 * 1024)}}"}""";
        Assert.Equal(
            "Request entity too large: limit is 1572864",
            World.Refused(new World().Create(new ResourceKey(KindCatalogue.Event, "default", "big"), Json.Bytes(json))).Message);
    }

    [Fact]
    public void Annotations_may_have_a_quarter_of_a_megabyte_together() => Assert.Contains(
        "metadata.annotations: Too long: may not be more than 262144 bytes",
        World.Refused(new World().Create(Given.APod("web").Annotated("a", new string('x', 262144)).Build())).Message);
}
