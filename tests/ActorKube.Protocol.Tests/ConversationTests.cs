using System.Runtime.Serialization;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Processes;
using ActorKube.Protocol.Serialization;
using ActorKube.Protocol.Storage;
using Akka.Serialization;
using Google.Protobuf;
using Xunit;

namespace ActorKube.Protocol.Tests;

public sealed class ConversationTests() : Akka.TestKit.Xunit2.TestKit(ProtocolConfig.Default)
{
    private static readonly Type[] Markers = [typeof(IStorageMessage), typeof(INodeMessage), typeof(IContainerMessage), typeof(IProcessMessage)];

    public static TheoryData<Type> AllMessages =>
        new(typeof(ProtocolConfig).Assembly.GetTypes().Where(type => !type.IsAbstract && Markers.Any(marker => marker.IsAssignableFrom(type))));

    [Theory]
    [MemberData(nameof(AllMessages))]
    public void Every_message_says_the_same_after_the_wire_with_every_field_filled(Type message)
    {
        for (var seed = 0; seed < 50; seed++)
            AssertSurvives(new Samples(seed, full: true, lists: true).Make(message)!);
    }

    [Theory]
    [MemberData(nameof(AllMessages))]
    public void Every_message_says_the_same_after_the_wire_with_every_optional_field_missing(Type message) =>
        AssertSurvives(new Samples(0, full: false, lists: true).Make(message)!);

    [Theory]
    [MemberData(nameof(AllMessages))]
    public void Every_message_says_the_same_after_the_wire_with_nothing_filled_and_no_list_is_default(Type message) =>
        AssertSurvives(new Samples(0, full: false, lists: false).Make(message)!);

    [Theory]
    [MemberData(nameof(AllMessages))]
    public void Every_message_has_a_manifest_made_of_its_own_name(Type message)
    {
        var sample = new Samples(0, full: true, lists: true).Make(message)!;
        var serializer = Assert.IsAssignableFrom<ConversationSerializer>(Sys.Serialization.FindSerializerFor(sample));
        var words = string.Concat(message.Name.Select(letter => char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : letter.ToString()))[1..];
        Assert.Equal(words, serializer.Manifest(sample));
    }

    [Fact]
    public void The_samples_cover_every_conversation() => Assert.True(AllMessages.Count >= 37, $"found only {AllMessages.Count} messages");

    [Fact]
    public void Bytes_of_an_object_are_the_very_bytes_that_were_stored()
    {
        var json = TestKit.Json.Bytes("""{ "metadata" : {"resourceVersion":"7", "name":"web"},"x": 1.50 }""");
        var sent = new ObjectRead(1, new Revision(7), ApiObject.Parse(KindCatalogue.Pod, json));
        var received = (ObjectRead)Roundtrip(sent);
        Assert.Equal(TestKit.Json.Text(json), TestKit.Json.Text(received.Object!));
        Assert.Equal(new Revision(7), received.Object!.Revision);
        Assert.Equal("web", received.Object.Key.Name);
    }

    [Fact]
    public void A_kind_that_this_version_does_not_know_is_refused_by_name()
    {
        var wire = new Storage.Wire.GetObject { Key = new() { Kind = new() { ApiVersion = "x.io/v1", Kind_ = "Widget" }, Name = "a" } };
        var fault = Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(wire.ToByteArray(), 110, "get-object"));
        Assert.Contains("no matches for kind \"Widget\" in version \"x.io/v1\"", fault.Message);
    }

    [Fact]
    public void A_manifest_that_this_version_does_not_know_is_refused_by_name()
    {
        var fault = Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize([], 111, "grow-wings"));
        Assert.Contains("\"grow-wings\"", fault.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x0a, 0x7f, 0x01 })]
    public void Bytes_that_are_no_message_are_refused(byte[] bytes) =>
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(bytes, 110, "submit-writes"));

    [Theory]
    [InlineData(110, "get-object")]
    [InlineData(110, "watch-ended")]
    [InlineData(112, "process-described")]
    public void A_message_without_a_part_that_it_needs_is_refused(int serializer, string manifest)
    {
        var fault = Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize([], serializer, manifest));
        Assert.Contains("a message lacks its", fault.Message);
    }

    [Fact]
    public void An_object_whose_bytes_are_no_object_is_refused()
    {
        var wire = new Storage.Wire.ObjectRead { Object = new() { Kind = new() { ApiVersion = "v1", Kind_ = "Pod" }, Json = ByteString.CopyFromUtf8("[1]") } };
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(wire.ToByteArray(), 110, "object-read"));
    }

    [Fact]
    public void A_field_that_a_later_version_added_is_passed_over()
    {
        byte[] later = [.. new Storage.Wire.StopWatch { WatchId = 5 }.ToByteArray(), 0xfa, 0x3f, 0x01, 0x2a];
        Assert.Equal(new StopWatch(5), Sys.Serialization.Deserialize(later, 110, "stop-watch"));
    }

    [Fact]
    public void The_frame_holds_a_group_of_objects_and_the_largest_object() =>
        Assert.True(Sys.Settings.Config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size")
            > WireContract.GroupBytes + WireContract.LargestObjectBytes + 100_000);

    private void AssertSurvives(object sent)
    {
        var received = Roundtrip(sent);
        Assert.Same(sent.GetType(), received.GetType());
        Assert.Equal(Snapshot.Of(sent), Snapshot.Of(received));
        Assert.DoesNotContain("= default", Snapshot.Of(received));
    }

    private object Roundtrip(object sent)
    {
        var serializer = Assert.IsAssignableFrom<SerializerWithStringManifest>(Sys.Serialization.FindSerializerFor(sent));
        return Sys.Serialization.Deserialize(serializer.ToBinary(sent), serializer.Identifier, serializer.Manifest(sent));
    }
}
