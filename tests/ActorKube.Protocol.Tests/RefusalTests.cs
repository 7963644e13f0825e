using System.Runtime.Serialization;
using System.Text;
using ActorKube.Protocol.Processes;
using Akka.Actor;
using Xunit;

namespace ActorKube.Protocol.Tests;

public sealed class RefusalTests() : Akka.TestKit.Xunit2.TestKit(ProtocolConfig.Default)
{
    [Fact]
    public void A_message_of_no_conversation_is_refused_by_name()
    {
        var stray = new Stray("hello");
        var fault = Assert.Throws<SerializationException>(() => Sys.Serialization.FindSerializerFor(stray).ToBinary(stray));
        Assert.Contains(typeof(Stray).FullName!, fault.Message);
        Assert.Contains("has no serializer", fault.Message);
    }

    [Fact]
    public void What_another_process_wrote_with_the_polymorphic_serializer_is_refused_unread()
    {
        using var trusting = ActorSystem.Create("trusting");
        var json = trusting.Serialization.FindSerializerFor(new Stray("hello"));
        var bytes = json.ToBinary(new Stray("hello"));
        Assert.Contains("hello", Encoding.UTF8.GetString(bytes));

        var fault = Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(bytes, json.Identifier, typeof(Stray).AssemblyQualifiedName));
        Assert.Contains("switched off", fault.Message);
    }

    [Fact]
    public void A_message_of_a_conversation_that_its_table_lacks_is_refused_with_the_remedy()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new Unmapped());
        var fault = Assert.Throws<SerializationException>(() => serializer.ToBinary(new Unmapped()));
        Assert.Contains("its serializer has no line for it", fault.Message);
    }

    private sealed record Stray(string Text);

    private sealed record Unmapped : IProcessMessage;
}
