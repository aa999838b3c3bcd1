import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Serves the stand-in for MongoDB: {@code java -cp 'jars/*' Main.java <port> [<file>]}. Without a file, all is kept in memory. */
public class Main {

  public static void main(String[] arguments) throws Exception {
    announceWireVersion(13);
    MVStore.Builder store = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
    if (arguments.length > 1) store.fileName(arguments[1]);
    MongoServer server = new MongoServer(new DurableBackend(store.open()).version(ServerVersion.MONGO_5_0));
    server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
    System.out.println("listening on " + server.getLocalAddress().getPort());
    // The parent holds the other end: however it dies, this read ends, and so does the server.
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  /** The server announces version 8 of the protocol. Drivers want 9 or more today, and say nothing to it that it does not know. */
  private static void announceWireVersion(int version) throws Exception {
    var field = ServerVersion.class.getDeclaredField("wireVersion");
    field.setAccessible(true);
    field.set(ServerVersion.MONGO_5_0, version);
  }

  /**
   * Answers a command only when what it changed is in the file. One command at a time: a save in the middle of another one would
   * leave, after a kill, a document without its index entry or the reverse. Hence no saving by the clock either.
   */
  private static final class DurableBackend extends H2Backend {

    DurableBackend(MVStore store) {
      super(store);
      // No older version is ever read, so its space may be used again at once: without this, every save makes the file longer.
      store.setRetentionTime(0);
      store.setVersionsToKeep(0);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
      return new Database(name);
    }

    @Override
    public synchronized Document handleMessage(MongoMessage message) {
      try {
        return super.handleMessage(message);
      } finally {
        save();
      }
    }

    @Override
    public synchronized Document handleCommand(Channel channel, String database, String command, Document query) {
      try {
        return super.handleCommand(channel, database, command, query);
      } finally {
        save();
      }
    }

    @Override
    public synchronized QueryResult handleQuery(MongoQuery query) {
      try {
        return super.handleQuery(query);
      } finally {
        save();
      }
    }

    private void save() {
      if (!isInMemory() && getMvStore().hasUnsavedChanges()) {
        getMvStore().commit();
        getMvStore().sync();
      }
    }

    /** An inner class, not a nested one: what it needs is already there when its superclass's constructor opens collections. */
    private final class Database extends H2Database {

      Database(String name) {
        super(name, getMvStore(), getCursorRegistry());
      }

      /** Under the names that the library gives these maps, because it drops them by name. */
      @Override
      protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        String full = getFullCollectionNamespace(name);
        MVMap<Object, Document> documents = getMvStore().openMap("databases." + full);
        MVMap<String, Object> meta = getMvStore().openMap("meta." + full);
        return new Collection(this, name, options, documents, meta, getCursorRegistry());
      }
    }
  }

  /**
   * Goes to documents by their ids and checks the other conditions there, as the real server does. The library would look at every
   * document of the collection as soon as there is any condition besides the id, and compare each of many ids with each document.
   */
  private static final class Collection extends H2Collection {

    Collection(
        MongoDatabase database,
        String name,
        CollectionOptions options,
        MVMap<Object, Document> documents,
        MVMap<String, Object> meta,
        CursorRegistry cursors) {
      super(database, name, options, documents, meta, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
        Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
      List<?> ids = idsIn(query.get("_id"));
      if (ids == null) return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
      List<Object> positions = new ArrayList<>();
      for (Object id : new TreeSet<>(ids)) if (getDocument(id) != null) positions.add(id);
      Document others = query.clone();
      others.remove("_id");
      return matchDocuments(others, positions, orderBy, skip, limit, batchSize, fields);
    }

    /** The ids that a condition names one by one; null when it is another condition. */
    private static List<?> idsIn(Object condition) {
      if (condition instanceof String) return List.of(condition);
      if (!(condition instanceof Document operators) || operators.size() != 1) return null;
      if (!(operators.get("$in") instanceof java.util.Collection<?> ids)) return null;
      return ids.stream().allMatch(String.class::isInstance) ? List.copyOf(ids) : null;
    }
  }
}
